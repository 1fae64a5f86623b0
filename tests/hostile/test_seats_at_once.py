"""A seat given to somebody whose account closes at that instant: nobody who is gone holds one."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.accounts import services as accounts
from callforprojects.accounts.models import User
from callforprojects.calls.models import Round
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.juries import services as juries
from callforprojects.juries.models import Juror, JurorStatus, Jury
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import JoinRequest, Membership, Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import make_body, make_member
from tests.factories.juries import keep, make_judged_call, make_jury
from tests.hostile.conftest import AtOnce

pytestmark = pytest.mark.usefixtures("app")

_HEAD_START = 0.2  # seconds


def reading(table: Any, thing: Any, by: User, *options: Any) -> Callable[[], tuple[Any, ...]]:
    thing_id, user_id = thing.id, by.id

    def read() -> tuple[Any, ...]:
        query = sa.select(table).where(table.id == thing_id).options(*options)
        return db.session.scalars(query).one_or_none(), db.session.get_one(User, user_id)

    return read


def slowly(act: Callable[..., Any], *, is_first: bool) -> Callable[..., None]:
    """The same, begun before the other one and not ended yet when it comes; or that other one."""

    def doing(*things: Any) -> None:
        time.sleep(0 if is_first else _HEAD_START)
        act(*things)
        db.session.flush()
        time.sleep(2 * _HEAD_START)

    return doing


def closing(_nothing: Any, user: User) -> None:
    accounts.close_own_account(user, PASSWORD)


@pytest.mark.parametrize("is_given_first", [True, False])
def test_who_is_let_in_as_their_account_closes_is_no_member(
    at_once: AtOnce, is_given_first: bool
) -> None:
    town = make_body()
    administrator, asking = make_member(town, Role.ADMINISTRATOR), make_user(password=PASSWORD)
    request = JoinRequest(organisation_id=town.id, user_id=asking.id, message="I work there.")
    keep(request)
    user_id = asking.id
    options = joinedload(JoinRequest.organisation), joinedload(JoinRequest.user)

    def approve(found: JoinRequest | None, by: User) -> None:
        if found is not None:  # else SQLite has let the other one end before
            organisations.approve_request(found, Role.EDITOR, by=by)

    approved, closed = at_once(
        (
            reading(JoinRequest, request, administrator, *options),
            slowly(approve, is_first=is_given_first),
        ),
        (reading(JoinRequest, request, asking), slowly(closing, is_first=not is_given_first)),
    )

    assert closed is None
    assert approved is None or isinstance(approved, DomainError)
    seats = sa.select(Membership.id).where(Membership.user_id == user_id)
    assert db.session.scalars(seats).all() == []


@pytest.mark.parametrize("is_given_first", [True, False])
def test_who_takes_the_seat_of_another_address_as_their_account_closes_has_none(
    at_once: AtOnce, is_given_first: bool
) -> None:
    """The seat was offered to an address that is not theirs: nothing ties it to them before."""
    jury, leaving = make_jury(make_judged_call()), make_user(password=PASSWORD)
    juror = Juror(jury_id=jury.id, email="offered@town.example", full_name="Ada Offered")
    keep(juror)
    juror_id, user_id = juror.id, leaving.id
    of_call = joinedload(Juror.jury).joinedload(Jury.round).joinedload(Round.call)

    def accept(seat: Juror, by: User) -> None:
        juries.accept_seat(seat, by=by)

    accepted, closed = at_once(
        (reading(Juror, juror, leaving, of_call), slowly(accept, is_first=is_given_first)),
        (reading(Juror, juror, leaving), slowly(closing, is_first=not is_given_first)),
    )

    assert closed is None
    assert accepted is None or isinstance(accepted, DomainError)
    status, holder = db.session.execute(
        sa.select(Juror.status, Juror.user_id).where(Juror.id == juror_id)
    ).one()
    assert status in {JurorStatus.INVITED, JurorStatus.REMOVED}
    assert db.session.get_one(User, user_id).closed_at is not None
    assert holder in {None, user_id}
