"""The policy of organisations in life: the seats that the database gives, and what they open."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest
from callforprojects.organisations import permissions
from callforprojects.organisations.models import (
    Invitation,
    JoinRequest,
    Membership,
    Role,
)
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import make_member, make_organisation

pytestmark = pytest.mark.usefixtures("app")

PEOPLE = (
    "guest",
    "stranger",
    "colleague",
    "reader",
    "editor",
    "administrator",
    "signatory",
    "site",
)
SIGNED_IN = frozenset(PEOPLE) - {"guest"}

# rule: who may
TABLE = {
    "see_directory": SIGNED_IN,
    "see_organisation": SIGNED_IN,
    "create_organisation": SIGNED_IN,
    "create_funder": {"site"},
    "edit_organisation": {"administrator", "site"},
    "see_members": {"reader", "editor", "administrator", "signatory", "site"},
    "manage_members": {"administrator", "site"},
    "edit_membership": {"administrator", "site"},
    "manage_invitation": {"administrator", "site"},
    "answer_join_request": {"administrator", "site"},
    "leave_organisation": {"reader", "editor", "administrator", "signatory"},
    "join_organisation": {"stranger", "colleague"},
}
WITHOUT_SUBJECT = {"see_directory", "create_organisation", "create_funder"}


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def people(organisation):
    found = {
        "guest": Guest(),
        "stranger": make_member(make_organisation(), Role.ADMINISTRATOR),
        "colleague": make_user(email="colleague@ours.example"),
        "reader": make_member(
            organisation, Role.READER, user=make_user(email="reader@ours.example")
        ),
        "editor": make_member(organisation, Role.EDITOR),
        "administrator": make_member(organisation, Role.ADMINISTRATOR),
        "signatory": make_member(organisation, Role.READER, signatory=True),
        "site": make_administrator(),
    }
    db.session.commit()
    return found


def subject_of(name, organisation):
    kinds = {
        "edit_membership": Membership,
        "manage_invitation": Invitation,
        "answer_join_request": JoinRequest,
    }
    return kinds[name](organisation_id=organisation.id) if name in kinds else organisation


@pytest.mark.parametrize("name", TABLE)
def test_who_may(name, organisation, people):
    rule = getattr(permissions, name)
    subjects = [] if name in WITHOUT_SUBJECT else [subject_of(name, organisation)]

    allowed = {who for who in PEOPLE if rule(people[who], *subjects)}

    assert allowed == TABLE[name]


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        ("is_member_of", {"reader", "editor", "administrator", "signatory"}),
        ("is_editor_of", {"editor", "administrator"}),
        ("is_administrator_of", {"administrator"}),
    ],
)
def test_seats(question, allowed, organisation, people):
    ask = getattr(permissions, question)

    assert {who for who in PEOPLE if ask(people[who], organisation.id)} == allowed


ONLY_PAYS = {"is_funder": True, "is_applicant": False}


@pytest.mark.parametrize("change", [ONLY_PAYS, {"accredited_at": None}])
def test_nobody_asks_to_join_a_funder_or_what_is_not_accredited(people, organisation, change):
    for name, value in change.items():
        setattr(organisation, name, value)

    assert not any(permissions.join_organisation(people[who], organisation) for who in PEOPLE)


def test_until_it_is_accredited_only_who_registered_it_and_who_examines_it_know_of_it(
    people, organisation
):
    organisation.accredited_at = None

    knows = {who for who in PEOPLE if permissions.see_organisation(people[who], organisation)}
    invites = {who for who in PEOPLE if permissions.manage_members(people[who], organisation)}

    assert knows == {"reader", "editor", "administrator", "signatory", "site"} & set(PEOPLE)
    assert invites == set()


def test_an_administrator_of_the_platform_gives_themself_no_seat_and_no_role(organisation):
    site = make_administrator()
    own_seat = Membership(organisation_id=organisation.id, user_id=site.id)
    own_request = JoinRequest(organisation_id=organisation.id, user_id=site.id)

    assert not permissions.edit_membership(site, own_seat)
    assert not permissions.answer_join_request(site, own_request)
