"""Who may do what with organisations. A seat is a role: administrator, editor or reader."""

import uuid

from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.messages.permissions import hands_links_over
from callforprojects.organisations.models import (
    AccreditationRequest,
    Invitation,
    JoinRequest,
    KnownDomain,
    Membership,
    Organisation,
    Role,
    Zone,
)


def is_member_of(visitor: Visitor, organisation_id: uuid.UUID) -> bool:
    """Whether they have any seat there."""
    return visitor.seat(Membership, organisation_id) is not None


def is_editor_of(visitor: Visitor, organisation_id: uuid.UUID) -> bool:
    """Whether they may write in its name: editors and administrators."""
    return visitor.seat(Membership, organisation_id) in {Role.EDITOR, Role.ADMINISTRATOR}


def is_administrator_of(visitor: Visitor, organisation_id: uuid.UUID) -> bool:
    """Whether they administer it."""
    return visitor.seat(Membership, organisation_id) == Role.ADMINISTRATOR


@rule
def see_directory(visitor: Visitor) -> bool:
    """The list of organisations is for whoever has an account."""
    return visitor.is_authenticated


@rule
def see_organisation(visitor: Visitor, organisation: Organisation) -> bool:
    """What an organisation says of itself is for whoever has an account.

    Until it is accredited, anybody may have typed it: it is for who did, and for who examines it.
    """
    if organisation.is_accredited:
        return visitor.is_authenticated
    return visitor.is_administrator or is_member_of(visitor, organisation.id)


@rule
def create_organisation(visitor: Visitor) -> bool:
    """Anybody with an account registers a territory or a partner."""
    return visitor.is_authenticated


@rule
def create_funder(visitor: Visitor) -> bool:
    """Funders publish calls: the site's administrators let them in."""
    return visitor.is_administrator


@rule
def edit_organisation(visitor: Visitor, organisation: Organisation) -> bool:
    return visitor.is_administrator or is_administrator_of(visitor, organisation.id)


@rule
def rename_organisation(visitor: Visitor, organisation: Organisation) -> bool:
    """Its name and SIREN were looked at when it was accredited: the platform changes them."""
    del organisation
    return visitor.is_administrator


@rule
def see_silence_rules(visitor: Visitor, organisation: Organisation) -> bool:
    """What receipts say of a funder's silence: for its people."""
    return organisation.is_funder and see_members(visitor, organisation)


@rule
def set_silence_rules(visitor: Visitor, organisation: Organisation) -> bool:
    """Its administrators write it down for its legal service."""
    return organisation.is_funder and edit_organisation(visitor, organisation)


@rule
def set_storage_quota(visitor: Visitor, organisation: Organisation) -> bool:
    """How much its documents may weigh: the site's administrators decide."""
    del organisation
    return visitor.is_administrator


@rule
def see_members(visitor: Visitor, organisation: Organisation) -> bool:
    return visitor.is_administrator or is_member_of(visitor, organisation.id)


@rule
def manage_members(visitor: Visitor, organisation: Organisation) -> bool:
    """Its administrators and the platform's, once it is accredited: nobody is invited to a name."""
    if not organisation.is_accredited:
        return False
    return visitor.is_administrator or is_administrator_of(visitor, organisation.id)


@rule
def edit_membership(visitor: Visitor, membership: Membership) -> bool:
    """Its administrators and the platform's, who change nothing of their own seat themselves."""
    if membership.user_id == visitor.id:
        return is_administrator_of(visitor, membership.organisation_id)
    return visitor.is_administrator or is_administrator_of(visitor, membership.organisation_id)


@rule
def manage_invitation(visitor: Visitor, invitation: Invitation) -> bool:
    return visitor.is_administrator or is_administrator_of(visitor, invitation.organisation_id)


@rule
def answer_join_request(visitor: Visitor, request: JoinRequest) -> bool:
    """Its administrators and the platform's, but never the person who asks."""
    if request.user_id == visitor.id:
        return False
    return visitor.is_administrator or is_administrator_of(visitor, request.organisation_id)


@rule
def leave_organisation(visitor: Visitor, organisation: Organisation) -> bool:
    return is_member_of(visitor, organisation.id)


@rule
def join_organisation(visitor: Visitor, organisation: Organisation) -> bool:
    """Ask to belong: whoever has an account, where its administrators answer.

    Who only pays invites its people itself. Nor do those who may let people in ask to be.
    """
    if not (organisation.is_applicant and organisation.is_accredited):
        return False
    if visitor.is_administrator or is_member_of(visitor, organisation.id):
        return False
    return visitor.is_authenticated


@rule
def administer_organisations(visitor: Visitor) -> bool:
    """The list with its counts is for the administrators of the platform."""
    return visitor.is_administrator


@rule
def remove_organisation(visitor: Visitor, organisation: Organisation) -> bool:
    """What was registered by mistake: the administrators of the platform, and who did, until it
    is accredited.
    """
    if visitor.is_administrator:
        return True
    return not organisation.is_accredited and is_administrator_of(visitor, organisation.id)


@rule
def merge_organisation(visitor: Visitor, organisation: Organisation) -> bool:
    """Two that are one: the administrators of the platform, once it is accredited."""
    return visitor.is_administrator and organisation.is_accredited


@rule
def make_invitation_link(visitor: Visitor, invitation: Invitation) -> bool:
    """To whoever is invited, who could be sent none."""
    del invitation
    return hands_links_over(visitor)


@rule
def follow_accreditation(visitor: Visitor, organisation: Organisation) -> bool:
    """Who registered it sees what becomes of their request, asks again, enters the code.

    Once it is accredited, the links of mails lead its people to its page.
    """
    if organisation.is_accredited:
        return is_member_of(visitor, organisation.id)
    return is_administrator_of(visitor, organisation.id)


@rule
def examine_accreditation(visitor: Visitor, request: AccreditationRequest) -> bool:
    """The administrators of the platform; what one has asked for oneself is for another."""
    return visitor.is_administrator and request.user_id != visitor.id


@rule
def administer_accreditations(visitor: Visitor) -> bool:
    """The requests and the known domains are for the administrators of the platform."""
    return visitor.is_administrator


@rule
def remove_known_domain(visitor: Visitor, known: KnownDomain) -> bool:
    """Who enters them."""
    del known
    return visitor.is_administrator


@rule
def see_zones(visitor: Visitor, organisation: Organisation) -> bool:
    """The lists of territories of a funder are for its members."""
    return organisation.is_funder and is_member_of(visitor, organisation.id)


@rule
def create_zone(visitor: Visitor, organisation: Organisation) -> bool:
    """Whoever writes its calls."""
    return organisation.is_funder and is_editor_of(visitor, organisation.id)


@rule
def see_zone(visitor: Visitor, zone: Zone) -> bool:
    return is_member_of(visitor, zone.funder_id)


@rule
def edit_zone(visitor: Visitor, zone: Zone) -> bool:
    return is_editor_of(visitor, zone.funder_id)


@rule
def get_list_template(visitor: Visitor) -> bool:
    """The example of a list says nothing of anybody."""
    return visitor.is_authenticated
