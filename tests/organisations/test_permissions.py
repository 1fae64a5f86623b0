"""The rules of organisations, as a table."""

import uuid
from collections.abc import Callable

import pytest

from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.organisations import permissions
from callforprojects.organisations.models import (
    AccreditationRequest,
    Invitation,
    JoinRequest,
    KnownDomain,
    Membership,
    Organisation,
    Role,
)
from tests.seated import Seated
from tests.setting import set_in

pytestmark = pytest.mark.unit

OURS = uuid.uuid4()
ADMINISTRATOR = Seated({Membership: {OURS: Role.ADMINISTRATOR}})
SITE, SITE_SEATED = (
    Seated(is_administrator=True),
    Seated({Membership: {OURS: Role.READER}}, is_administrator=True),
)
WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "stranger": Seated(),
    "administrator elsewhere": Seated({Membership: {uuid.uuid4(): Role.ADMINISTRATOR}}),
    "reader": Seated({Membership: {OURS: Role.READER}}),
    "editor": Seated({Membership: {OURS: Role.EDITOR}}),
    "administrator": ADMINISTRATOR,
    "site": SITE,
    "site with a seat": SITE_SEATED,
}
EVERYBODY = set(WHO)
SIGNED_IN = EVERYBODY - {"guest"}
PLATFORM = {"site", "site with a seat"}
MEMBERS = {"reader", "editor", "administrator", "site with a seat"}
MANAGERS = {"administrator"} | PLATFORM


TOWN = Organisation(id=OURS, is_applicant=True, accredited_at=now())
FUNDER = Organisation(id=OURS, is_funder=True, accredited_at=now())
BOTH = Organisation(id=OURS, is_funder=True, is_applicant=True, accredited_at=now())
WAITING = Organisation(id=OURS, is_applicant=True, accredited_at=None)
SEAT = Membership(organisation_id=OURS, user_id=uuid.uuid4())
ASKED = JoinRequest(organisation_id=OURS, user_id=uuid.uuid4())
REQUEST = AccreditationRequest(organisation_id=OURS, user_id=uuid.uuid4())


def allowed(rule: Callable[..., bool], *subject: object) -> set[str]:
    return {who for who, visitor in WHO.items() if rule(visitor, *subject)}


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        (permissions.is_member_of, MEMBERS),
        (permissions.is_editor_of, {"editor", "administrator"}),
        (permissions.is_administrator_of, {"administrator"}),
    ],
)
def test_a_seat_is_a_role(question: Callable[..., bool], yes: set[str]) -> None:
    assert allowed(question, OURS) == yes


@pytest.mark.parametrize(
    ("rule", "may"),
    [
        (permissions.see_directory, SIGNED_IN),
        (permissions.create_organisation, SIGNED_IN),
        (permissions.create_funder, PLATFORM),
        (permissions.administer_organisations, PLATFORM),
        (permissions.administer_accreditations, PLATFORM),
    ],
)
def test_who_may_what_with_no_one_organisation(rule: Callable[..., bool], may: set[str]) -> None:
    assert allowed(rule) == may


@pytest.mark.parametrize(
    ("rule", "subject", "may"),
    [
        (permissions.see_organisation, TOWN, SIGNED_IN),
        (permissions.see_organisation, WAITING, MEMBERS | PLATFORM),
        (permissions.edit_organisation, TOWN, MANAGERS),
        (permissions.edit_organisation, WAITING, MANAGERS),
        (permissions.rename_organisation, TOWN, PLATFORM),
        (permissions.set_storage_quota, TOWN, PLATFORM),
        (permissions.see_silence_rules, FUNDER, MEMBERS | PLATFORM),
        (permissions.see_silence_rules, BOTH, MEMBERS | PLATFORM),
        (permissions.see_silence_rules, TOWN, set()),
        (permissions.set_silence_rules, FUNDER, MANAGERS),
        (permissions.set_silence_rules, BOTH, MANAGERS),
        (permissions.set_silence_rules, TOWN, set()),
        (permissions.see_members, TOWN, MEMBERS | PLATFORM),
        (permissions.manage_members, TOWN, MANAGERS),
        (permissions.manage_members, WAITING, set()),
        (permissions.manage_invitation, Invitation(organisation_id=OURS), MANAGERS),
        (permissions.leave_organisation, TOWN, MEMBERS),
        (permissions.join_organisation, TOWN, {"stranger", "administrator elsewhere"}),
        (permissions.join_organisation, FUNDER, set()),
        (permissions.join_organisation, BOTH, {"stranger", "administrator elsewhere"}),
        (permissions.join_organisation, WAITING, set()),
        (permissions.remove_organisation, TOWN, PLATFORM),
        (permissions.remove_organisation, WAITING, MANAGERS),
        (permissions.merge_organisation, TOWN, PLATFORM),
        (permissions.merge_organisation, WAITING, set()),
        (permissions.follow_accreditation, TOWN, MEMBERS),
        (permissions.follow_accreditation, WAITING, {"administrator"}),
        (permissions.remove_known_domain, KnownDomain(), PLATFORM),
    ],
)
def test_who_may_do_what_with_an_organisation(
    rule: Callable[..., bool], subject: object, may: set[str]
) -> None:
    assert allowed(rule, subject) == may


def test_nobody_gives_themself_a_role_but_its_administrators() -> None:
    own = {one: Membership(organisation_id=OURS, user_id=one.id) for one in (SITE, ADMINISTRATOR)}

    assert allowed(permissions.edit_membership, SEAT) == MANAGERS
    assert allowed(permissions.edit_membership, own[SITE]) == MANAGERS - {"site"}
    assert allowed(permissions.edit_membership, own[ADMINISTRATOR]) == MANAGERS


def test_nobody_answers_their_own_request() -> None:
    own = {one: JoinRequest(organisation_id=OURS, user_id=one.id) for one in (SITE, ADMINISTRATOR)}

    assert allowed(permissions.answer_join_request, ASKED) == MANAGERS
    assert allowed(permissions.answer_join_request, own[SITE]) == MANAGERS - {"site"}
    assert allowed(permissions.answer_join_request, own[ADMINISTRATOR]) == PLATFORM


def test_nobody_examines_what_they_have_asked_for() -> None:
    own = AccreditationRequest(organisation_id=OURS, user_id=SITE.id)

    assert allowed(permissions.examine_accreditation, REQUEST) == PLATFORM
    assert allowed(permissions.examine_accreditation, own) == PLATFORM - {"site"}


@pytest.mark.usefixtures("app_without_database")
@pytest.mark.parametrize(("mail_server", "may"), [(None, PLATFORM), ("mail.example", set())])
def test_the_link_of_an_invitation_is_made_where_no_mail_leaves(
    monkeypatch: pytest.MonkeyPatch, mail_server: str | None, may: set[str]
) -> None:
    set_in(monkeypatch, mail_server=mail_server)

    assert allowed(permissions.make_invitation_link, Invitation(organisation_id=OURS)) == may
