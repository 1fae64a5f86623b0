"""The verbs of organisations, without pages."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.errors import ConflictError, DomainError, Gone, NotAllowed
from callforprojects.organisations import queries, services
from callforprojects.organisations.models import (
    JoinRequestStatus,
    Membership,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.services import (
    Invitee,
    NewOrganisation,
    OrganisationDetails,
    Seating,
)
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import (
    make_invitation,
    make_join_request,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import RENNES, make_territory

RENNES_SIRET = "21350238800019"


def details(**values):
    return OrganisationDetails(**{"name": "Atelier du fleuve", **values})


def territory(typed=RENNES, **values):
    return NewOrganisation(kind=OrganisationKind.TERRITORY, details=details(name="", **values), territory=typed)


def partner(territory_type="association", **values):
    return NewOrganisation(kind=OrganisationKind.PARTNER, details=details(**values), territory_type=territory_type)


def refusal(verb, *arguments, **named):
    with pytest.raises(DomainError) as refused:
        verb(*arguments, **named)
    return refused.value.field


def verbs():
    return list(db.session.scalars(select(Activity.verb).order_by(Activity.id)))


def templates(sent):
    return [(message.template, message.to_email) for message in sent()]


def token_in(message):
    return re.search(r"/accept/([\w-]+)", message.text)[1]


# registering


@pytest.mark.parametrize("typed", [RENNES, "35238", "Rennes"])
def test_a_territory_brings_its_name_siren_and_type(typed):
    make_territory(RENNES)
    person = make_user()

    organisation = services.create_organisation(territory(typed, siret=RENNES_SIRET), by=person)

    assert (organisation.name, organisation.siren, organisation.siret) == ("Rennes", "213502388", RENNES_SIRET)
    assert (organisation.territory_id, organisation.territory_type) == (RENNES, "commune")
    assert queries.membership_of(person.id, organisation.id).role is Role.ADMINISTRATOR
    assert verbs() == ["organisation.created"]


def test_a_territory_has_one_organisation_only():
    make_territory_organisation(RENNES)

    with pytest.raises(DomainError) as refused:
        services.create_organisation(territory(), by=make_user())

    assert refused.value.field == "territory"
    assert "Rennes a déjà son organisation ici" in str(refused.value.message)


@pytest.mark.parametrize("typed", ["", "commune:00000", "Nowhere-sur-Mer"])
def test_an_unknown_territory_is_refused(typed):
    assert refusal(services.create_organisation, territory(typed), by=make_user()) == "territory"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"siren": "385290309"}, "siren"),
        ({"siret": "38529030900454"}, "siret"),
        ({"siret": "21350238800018"}, "siret"),
        ({"email_domain": "gmail.com"}, "email_domain"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"contact_phone": "call me"}, "contact_phone"),
    ],
)
def test_what_a_territory_says_must_agree_with_what_is_known(values, field):
    make_territory(RENNES)

    assert refusal(services.create_organisation, territory(**values), by=make_user()) == field


def test_a_partner_takes_its_siren_from_its_siret():
    organisation = services.create_organisation(partner(siret="38529030900454"), by=make_user())

    assert (organisation.siren, organisation.territory_id) == ("385290309", None)


@pytest.mark.parametrize("territory_type", [None, "commune", "region", "no such type"])
def test_a_partner_is_of_a_type_that_is_no_territory(territory_type):
    assert refusal(services.create_organisation, partner(territory_type), by=make_user()) == "territory_type"


@pytest.mark.parametrize("territory_type", [None, "departement"])
def test_a_funder_may_be_of_any_type_and_begins_without_members(territory_type):
    new = NewOrganisation(kind=OrganisationKind.FUNDER, details=details(), territory_type=territory_type)

    organisation = services.create_organisation(new, by=make_administrator())

    assert organisation.territory_type == territory_type
    assert queries.members_of(organisation.id) == []


def test_a_name_and_a_new_siret_are_asked_for():
    make_organisation(siret=RENNES_SIRET)

    assert refusal(services.create_organisation, partner(name=""), by=make_user()) == "name"
    assert refusal(services.create_organisation, partner(siret=RENNES_SIRET), by=make_user()) == "siret"


def test_an_organisation_is_changed_and_keeps_its_own_siret():
    organisation = make_organisation(siret=RENNES_SIRET, siren="213502388")

    services.update_organisation(
        organisation, details(name="Nouveau nom", siret=RENNES_SIRET, website="ville.fr"), version=1, by=make_user()
    )

    assert (organisation.name, organisation.website, organisation.siret) == ("Nouveau nom", "https://ville.fr", RENNES_SIRET)
    assert verbs() == ["organisation.updated"]


def test_a_page_made_from_an_older_version_is_refused():
    organisation = make_organisation(name="As it was")
    organisation.name = "Changed meanwhile"
    db.session.flush()

    with pytest.raises(ConflictError):
        services.update_organisation(organisation, details(), version=1, by=make_user())

    assert organisation.name == "Changed meanwhile"


# members


@pytest.fixture
def organisation():
    return make_organisation(email_domain="ours.example")


def seat(user, organisation):
    return queries.membership_of(user.id, organisation.id)



def test_a_seat_is_given_once(organisation):
    person = make_user()
    services.add_member(organisation, person.id, Seating(role=Role.EDITOR, is_signatory=True), by=None)

    assert seat(person, organisation).is_signatory
    assert refusal(services.add_member, organisation, person.id, Seating(role=Role.READER), by=None) is None
    assert verbs() == ["member.joined"]


def test_a_role_is_changed_and_the_person_is_told(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    person = make_member(organisation, Role.READER, user=make_user(email="p@town.example", language="fr"))

    services.update_member(loaded(person, organisation), Seating(role=Role.EDITOR, is_signatory=True), by=administrator)

    assert (seat(person, organisation).role, seat(person, organisation).is_signatory) == (Role.EDITOR, True)
    assert templates(sent) == [("organisations/member_changed", "p@town.example")]
    assert "Rédaction" in sent()[0].text


def loaded(user, organisation):
    """The seat as the page loads it: with its organisation and person."""
    from sqlalchemy.orm import joinedload

    query = select(Membership).where(Membership.user_id == user.id, Membership.organisation_id == organisation.id)
    return db.session.scalars(query.options(joinedload(Membership.organisation), joinedload(Membership.user))).one()


def test_the_last_administrator_stays(organisation):
    only = make_member(organisation, Role.ADMINISTRATOR)
    make_member(organisation, Role.EDITOR)
    membership = loaded(only, organisation)

    assert refusal(services.update_member, membership, Seating(role=Role.EDITOR), by=only) == "role"
    assert refusal(services.remove_member, membership, by=only) == "role"
    assert refusal(services.leave_organisation, organisation, by=only) == "role"
    assert seat(only, organisation).role is Role.ADMINISTRATOR


def test_one_of_two_administrators_may_leave(organisation, sent):
    make_member(organisation, Role.ADMINISTRATOR)
    leaving = make_member(organisation, Role.ADMINISTRATOR)

    services.leave_organisation(organisation, by=leaving)

    assert seat(leaving, organisation) is None
    assert verbs() == ["member.left"]
    assert sent() == []


def test_the_last_administrator_may_become_a_signatory(organisation, sent):
    only = make_member(organisation, Role.ADMINISTRATOR)

    services.update_member(loaded(only, organisation), Seating(role=Role.ADMINISTRATOR, is_signatory=True), by=only)

    assert seat(only, organisation).is_signatory
    assert sent() == []


def test_a_member_is_removed_and_told(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    person = make_member(organisation, Role.EDITOR)

    services.remove_member(loaded(person, organisation), by=administrator)
    db.session.flush()

    assert seat(person, organisation) is None
    assert templates(sent) == [("organisations/member_removed", person.email)]


def test_who_is_no_member_cannot_leave(organisation):
    assert refusal(services.leave_organisation, organisation, by=make_user()) is None


# invitations


def test_an_invitation_leaves_by_mail_and_gives_a_seat_once(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    person = make_user(email="invited@town.example")

    services.invite(organisation, Invitee(email="Invited@Town.example", role=Role.EDITOR, is_signatory=True), by=administrator)
    clear = token_in(sent()[0])
    services.accept_invitation(clear, by=person)

    assert (seat(person, organisation).role, seat(person, organisation).is_signatory) == (Role.EDITOR, True)
    assert templates(sent) == [("organisations/invitation", "invited@town.example"), ("organisations/invitation_accepted", administrator.email)]
    with pytest.raises(Gone):
        services.accept_invitation(clear, by=person)
    assert verbs() == ["member.invited", "member.joined"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stranger_is_invited_in_the_language_of_who_invites(organisation, language, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR, user=make_user(language=language))

    services.invite(organisation, Invitee(email="new@town.example", role=Role.READER), by=administrator)

    assert sent()[0].subject.startswith({"fr": "Invitation à rejoindre", "en": "Invitation to join"}[language])


def test_members_and_people_invited_are_not_invited_again(organisation):
    member = make_member(organisation)
    make_invitation(organisation, email="waiting@town.example")

    for email in (member.email, "waiting@town.example"):
        assert refusal(services.invite, organisation, Invitee(email=email, role=Role.READER), by=member) == "email"


def test_an_invitation_is_for_its_address_only(organisation):
    _invitation, clear = make_invitation(organisation)
    somebody = make_user()

    with pytest.raises(NotAllowed):
        services.accept_invitation(clear, by=somebody)

    assert seat(somebody, organisation) is None


def test_an_invitation_lasts_two_weeks_and_is_sent_again(organisation, sent):
    invitation, before = make_invitation(organisation)
    person = make_user(email="invited@town.example")
    administrator = make_member(organisation, Role.ADMINISTRATOR)

    with time_machine.travel(now() + timedelta(days=14, minutes=1)):
        with pytest.raises(Gone):
            services.accept_invitation(before, by=person)
        services.resend_invitation(pending(invitation), by=administrator)
        with pytest.raises(Gone):
            services.accept_invitation(before, by=person)
        services.accept_invitation(token_in(sent()[0]), by=person)

    assert seat(person, organisation) is not None


def pending(invitation):
    from sqlalchemy.orm import joinedload

    from callforprojects.organisations.models import Invitation

    return db.session.scalars(select(Invitation).where(Invitation.id == invitation.id).options(joinedload(Invitation.organisation))).one()


def test_an_invitation_taken_back_no_longer_works(organisation):
    invitation, clear = make_invitation(organisation)
    administrator = make_member(organisation, Role.ADMINISTRATOR)

    services.revoke_invitation(pending(invitation), by=administrator)

    with pytest.raises(Gone):
        services.accept_invitation(clear, by=make_user(email="invited@town.example"))
    with pytest.raises(ConflictError):
        services.revoke_invitation(pending(invitation), by=administrator)
    with pytest.raises(ConflictError):
        services.resend_invitation(pending(invitation), by=administrator)
    assert verbs() == ["invitation.cancelled"]


def test_who_has_a_seat_meanwhile_keeps_it(organisation):
    _invitation, clear = make_invitation(organisation, role=Role.READER)
    person = make_member(organisation, Role.ADMINISTRATOR, user=make_user(email="invited@town.example"))

    membership = services.accept_invitation(clear, by=person)

    assert membership.role is Role.ADMINISTRATOR


# joining


def test_a_colleague_asks_and_the_administrators_are_told(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    make_member(organisation, Role.EDITOR)
    colleague = make_user(email="colleague@ours.example")

    request = services.request_to_join(organisation, "Service des sports", by=colleague)

    assert request.status is JoinRequestStatus.PENDING
    assert templates(sent) == [("organisations/join_requested", administrator.email)]
    assert "Service des sports" in sent()[0].text
    assert str(request.id) in sent()[0].text
    assert refusal(services.request_to_join, organisation, "", by=colleague) is None
    assert verbs() == ["join_request.made"]


def test_only_colleagues_without_a_seat_may_ask(organisation):
    member = make_member(organisation, user=make_user(email="member@ours.example"))
    closed = make_organisation()

    for asked, person in ((organisation, make_user()), (organisation, member), (closed, make_user())):
        refusal(services.request_to_join, asked, "", by=person)

    assert queries.pending_requests(organisation.id) == []


def asked(request):
    from sqlalchemy.orm import joinedload

    from callforprojects.organisations.models import JoinRequest

    query = select(JoinRequest).where(JoinRequest.id == request.id)
    return db.session.scalars(query.options(joinedload(JoinRequest.organisation), joinedload(JoinRequest.user))).one()


def test_a_request_is_approved_once(organisation, sent):
    administrator, person = make_member(organisation, Role.ADMINISTRATOR), make_user()
    request = make_join_request(organisation, person)

    services.approve_request(asked(request), Role.EDITOR, by=administrator)

    assert seat(person, organisation).role is Role.EDITOR
    assert (request.status, request.decided_by_id) == (JoinRequestStatus.APPROVED, administrator.id)
    assert templates(sent) == [("organisations/join_approved", person.email)]
    with pytest.raises(ConflictError):
        services.refuse_request(asked(request), by=administrator)


def test_a_request_is_refused(organisation, sent):
    administrator, person = make_member(organisation, Role.ADMINISTRATOR), make_user()
    request = make_join_request(organisation, person)

    services.refuse_request(asked(request), by=administrator)

    assert seat(person, organisation) is None
    assert request.status is JoinRequestStatus.REFUSED
    assert templates(sent) == [("organisations/join_refused", person.email)]
    assert verbs() == ["join_request.refused"]


def test_approving_who_has_a_seat_meanwhile_changes_nothing_of_it(organisation):
    administrator, person = make_member(organisation, Role.ADMINISTRATOR), make_user()
    request = make_join_request(organisation, person)
    make_member(organisation, Role.ADMINISTRATOR, user=person)

    services.approve_request(asked(request), Role.READER, by=administrator)

    assert seat(person, organisation).role is Role.ADMINISTRATOR
