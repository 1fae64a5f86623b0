"""The verbs of organisations: registering them, and everything about who belongs."""

from callforprojects.organisations.dependents import has_acts
from callforprojects.organisations.services.accreditation import (
    enter_code,
    grant_accreditation,
    refuse_accreditation,
    request_accreditation,
    send_code,
)
from callforprojects.organisations.services.bounds import check_may_invite, invitations_to_members
from callforprojects.organisations.services.identity import (
    NewOrganisation,
    OrganisationDetails,
    create_organisation,
    set_storage_quota,
    update_organisation,
)
from callforprojects.organisations.services.invitations import (
    Invitee,
    accept_invitation,
    forget_unanswered,
    invite,
    make_invitation_link,
    resend_invitation,
    revoke_invitation,
)
from callforprojects.organisations.services.joining import (
    approve_request,
    refuse_request,
    request_to_join,
)
from callforprojects.organisations.services.known_domains import (
    add_known_domain,
    remove_known_domain,
)
from callforprojects.organisations.services.members import (
    Seating,
    add_member,
    leave_organisation,
    remove_member,
    update_member,
)
from callforprojects.organisations.services.merging import merge_organisations, moving_into
from callforprojects.organisations.services.removal import going_with, remove_organisation
from callforprojects.organisations.services.silence import follow_the_law, set_silence_rule

__all__ = [
    "Invitee",
    "NewOrganisation",
    "OrganisationDetails",
    "Seating",
    "accept_invitation",
    "add_known_domain",
    "add_member",
    "approve_request",
    "check_may_invite",
    "create_organisation",
    "enter_code",
    "follow_the_law",
    "forget_unanswered",
    "going_with",
    "grant_accreditation",
    "has_acts",
    "invitations_to_members",
    "invite",
    "leave_organisation",
    "make_invitation_link",
    "merge_organisations",
    "moving_into",
    "refuse_accreditation",
    "refuse_request",
    "remove_known_domain",
    "remove_member",
    "remove_organisation",
    "request_accreditation",
    "request_to_join",
    "resend_invitation",
    "revoke_invitation",
    "send_code",
    "set_silence_rule",
    "set_storage_quota",
    "update_member",
    "update_organisation",
]
