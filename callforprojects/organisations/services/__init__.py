"""The verbs of organisations: registering them, and everything about who belongs."""

from callforprojects.organisations.dependents import (
    has_acts as has_acts,
)
from callforprojects.organisations.services.accreditation import (
    enter_code as enter_code,
    grant_accreditation as grant_accreditation,
    refuse_accreditation as refuse_accreditation,
    request_accreditation as request_accreditation,
    send_code as send_code,
)
from callforprojects.organisations.services.bounds import (
    check_may_invite as check_may_invite,
    invitations_to_members as invitations_to_members,
)
from callforprojects.organisations.services.identity import (
    NewOrganisation as NewOrganisation,
    OrganisationDetails as OrganisationDetails,
    create_organisation as create_organisation,
    set_storage_quota as set_storage_quota,
    update_organisation as update_organisation,
)
from callforprojects.organisations.services.invitations import (
    Invitee as Invitee,
    accept_invitation as accept_invitation,
    forget_unanswered_invitations as forget_unanswered_invitations,
    invite as invite,
    make_member_invitation_link as make_member_invitation_link,
    resend_member_invitation as resend_member_invitation,
    revoke_invitation as revoke_invitation,
)
from callforprojects.organisations.services.joining import (
    approve_request as approve_request,
    refuse_request as refuse_request,
    request_to_join as request_to_join,
)
from callforprojects.organisations.services.known_domains import (
    add_known_domain as add_known_domain,
    remove_known_domain as remove_known_domain,
)
from callforprojects.organisations.services.members import (
    Seating as Seating,
    add_member as add_member,
    leave_organisation as leave_organisation,
    remove_member as remove_member,
    update_member as update_member,
)
from callforprojects.organisations.services.merging import (
    merge_organisations as merge_organisations,
    moving_into as moving_into,
)
from callforprojects.organisations.services.removal import (
    going_with as going_with,
    remove_organisation as remove_organisation,
)
from callforprojects.organisations.services.silence import (
    follow_the_law as follow_the_law,
    set_silence_rule as set_silence_rule,
)
from callforprojects.organisations.services.zones import (
    ZoneDetails as ZoneDetails,
    create_zone as create_zone,
    refuse_zone_name as refuse_zone_name,
    remove_zone as remove_zone,
    replace_zone as replace_zone,
    update_zone as update_zone,
)
