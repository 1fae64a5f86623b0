"""Two accounts joined at the instant of something else: once, in one direction, nothing lost."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.accounts import services
from callforprojects.accounts.models import JoinedAccount, TokenPurpose, User
from callforprojects.accounts.services import tokens
from callforprojects.activity.models import Activity
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError, Gone
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import Membership, Organisation, Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import make_body
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror
from tests.factories.organisations import make_member
from tests.hostile.conftest import AtOnce

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def ada() -> User:
    """With a seat in a town and one in a jury."""
    user = make_user(email="ada@town.example", password=PASSWORD)
    return with_seats(user)


@pytest.fixture
def other() -> User:
    user = make_user(email="ada@region.example", password=PASSWORD)
    return with_seats(user)


def with_seats(user: User) -> User:
    make_member(make_body(), Role.ADMINISTRATOR, user=user)
    call = make_judged_call()
    assign(make_juror(call, user=user), make_filed(call))
    return user


def link(kept: User, gone: User) -> str:
    return tokens.issue(kept, TokenPurpose.JOIN, email=gone.email)


def person(user: User) -> Callable[[], tuple[Any, ...]]:
    user_id = user.id
    return lambda: (db.session.get_one(User, user_id),)


def joining(clear: str) -> Callable[..., None]:
    return lambda user: services.join_accounts(clear, PASSWORD, by=user)


def refused(outcomes: list[Any]) -> list[type[BaseException]]:
    return [type(each) for each in outcomes if each is not None]


def owners_of_seats() -> set[uuid.UUID]:
    return set(db.session.scalars(sa.select(Membership.user_id)))


def joined() -> list[tuple[uuid.UUID, uuid.UUID]]:
    rows = db.session.execute(sa.select(JoinedAccount.former_id, JoinedAccount.kept_id))
    return [(former, kept) for former, kept in rows]


def test_one_link_in_two_tabs_joins_once(ada: User, other: User, at_once: AtOnce) -> None:
    clear, ada_id, other_id = link(ada, other), ada.id, other.id

    outcomes = at_once((person(ada), joining(clear)), (person(ada), joining(clear)))

    assert refused(outcomes) == [Gone]
    assert joined() == [(other_id, ada_id)]
    assert owners_of_seats() == {ada_id}
    verbs = db.session.scalars(sa.select(Activity.verb)).all()
    assert verbs.count("user.joined") == 1


def test_two_accounts_do_not_swallow_each_other(ada: User, other: User, at_once: AtOnce) -> None:
    there, back = link(ada, other), link(other, ada)

    outcomes = at_once((person(ada), joining(there)), (person(other), joining(back)))

    assert refused(outcomes) == [Gone]
    ((former, kept),) = joined()
    assert owners_of_seats() == {kept}
    users = {user.id: user for user in db.session.scalars(sa.select(User))}
    assert (users[former].is_active, users[kept].is_active) == (False, True)


def test_what_is_closed_meanwhile_is_joined_to_nothing(
    ada: User, other: User, at_once: AtOnce
) -> None:
    clear, other_id = link(ada, other), other.id

    outcomes = at_once(
        (person(ada), joining(clear)),
        (person(other), lambda user: services.close_own_account(user, PASSWORD)),
    )

    assert len(refused(outcomes)) == 1
    assert issubclass(refused(outcomes)[0], DomainError)
    assert not db.session.get_one(User, other_id).is_active
    assert len(joined()) == (1 if outcomes[0] is None else 0)


def test_a_seat_left_meanwhile_does_not_come_back(ada: User, other: User, at_once: AtOnce) -> None:
    seat = db.session.scalars(sa.select(Membership).where(Membership.user_id == other.id)).one()
    make_member(db.session.get_one(Organisation, seat.organisation_id), Role.ADMINISTRATOR)
    clear, seat_id, town_id = link(ada, other), seat.id, seat.organisation_id

    def leaving(user: User) -> None:
        organisations.leave_organisation(db.session.get_one(Organisation, town_id), by=user)

    outcomes = at_once((person(ada), joining(clear)), (person(other), leaving))

    seat_left = db.session.get(Membership, seat_id)
    if outcomes[1] is None:
        assert seat_left is None
    else:
        assert isinstance(outcomes[1], ConflictError | DomainError)
        assert seat_left is not None
        assert seat_left.user_id == ada_of(joined())


def ada_of(pairs: list[tuple[uuid.UUID, uuid.UUID]]) -> uuid.UUID:
    return pairs[0][1]
