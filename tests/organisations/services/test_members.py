"""Seats: given, changed, taken back; an administrator remains."""

import pytest
from sqlalchemy import select

from callforprojects.core.data.database import db
from callforprojects.organisations import services
from callforprojects.organisations.models import (
    Membership,
    Role,
)
from callforprojects.organisations.services import (
    Seating,
)
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    make_member,
)
from tests.organisations.scenes import refusal, seat, templates, verbs

pytestmark = pytest.mark.usefixtures("app")


def loaded(user, organisation):
    """The seat as the page loads it: with its organisation and person."""
    from sqlalchemy.orm import joinedload

    query = select(Membership).where(
        Membership.user_id == user.id, Membership.organisation_id == organisation.id
    )
    return db.session.scalars(
        query.options(joinedload(Membership.organisation), joinedload(Membership.user))
    ).one()


def test_a_seat_is_given_once(organisation):
    person = make_user()
    services.add_member(
        organisation, person.id, Seating(role=Role.EDITOR, is_signatory=True), by=None
    )

    assert seat(person, organisation) == (Role.EDITOR, True)
    assert (
        refusal(services.add_member, organisation, person.id, Seating(role=Role.READER), by=None)
        is None
    )
    assert verbs() == ["member.joined"]


def test_a_role_is_changed_and_the_person_is_told(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    person = make_member(
        organisation, Role.READER, user=make_user(email="p@town.example", language="fr")
    )

    services.update_member(
        loaded(person, organisation), Seating(role=Role.EDITOR, is_signatory=True), by=administrator
    )

    assert seat(person, organisation) == (
        Role.EDITOR,
        True,
    )
    assert templates(sent) == [("organisations/member_changed", "p@town.example")]
    assert "Rédaction" in sent()[0].text


def test_the_last_administrator_stays(organisation):
    only = make_member(organisation, Role.ADMINISTRATOR)
    make_member(organisation, Role.EDITOR)
    membership = loaded(only, organisation)

    assert refusal(services.update_member, membership, Seating(role=Role.EDITOR), by=only) == "role"
    assert refusal(services.remove_member, membership, by=only) == "role"
    assert refusal(services.leave_organisation, organisation, by=only) == "role"
    assert seat(only, organisation) == (Role.ADMINISTRATOR, False)


def test_one_of_two_administrators_may_leave(organisation, sent):
    make_member(organisation, Role.ADMINISTRATOR)
    leaving = make_member(organisation, Role.ADMINISTRATOR)

    services.leave_organisation(organisation, by=leaving)

    assert seat(leaving, organisation) is None
    assert verbs() == ["member.left"]
    assert sent() == []


def test_the_last_administrator_may_become_a_signatory(organisation, sent):
    only = make_member(organisation, Role.ADMINISTRATOR)

    services.update_member(
        loaded(only, organisation), Seating(role=Role.ADMINISTRATOR, is_signatory=True), by=only
    )

    assert seat(only, organisation) == (Role.ADMINISTRATOR, True)
    assert sent() == []


def test_a_member_is_removed_and_told(organisation, sent):
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    person = make_member(organisation, Role.EDITOR)

    services.remove_member(loaded(person, organisation), by=administrator)
    db.session.flush()

    assert seat(person, organisation) is None
    assert templates(sent) == [("organisations/member_removed", person.email)]


def test_an_administrator_who_removes_themself_gets_no_mail(organisation, sent):
    make_member(organisation, Role.ADMINISTRATOR)
    leaving = make_member(organisation, Role.ADMINISTRATOR)

    services.remove_member(loaded(leaving, organisation), by=leaving)
    db.session.flush()

    assert seat(leaving, organisation) is None
    assert sent() == []


def test_who_is_no_member_cannot_leave(organisation):
    assert refusal(services.leave_organisation, organisation, by=make_user()) is None
