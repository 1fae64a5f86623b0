"""Two who say that they are one town, at the same instant: one becomes it, nobody is stuck."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.organisations import services
from callforprojects.organisations.models import (
    AccreditationRequest,
    Organisation,
    Role,
)
from tests.factories.accounts import make_administrator
from tests.factories.organisations import (
    make_accreditation_request,
    make_join_request,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import RENNES
from tests.hostile.conftest import AtOnce

pytestmark = pytest.mark.usefixtures("app")


def claimed() -> AccreditationRequest:
    mine = make_territory_organisation(RENNES, name="Rennes", accredited_at=None)
    return make_accreditation_request(mine, make_member(mine, Role.ADMINISTRATOR))


def examined(request: AccreditationRequest, by: User) -> Callable[[], tuple[Any, ...]]:
    """An administrator has opened the page of a request."""
    request_id, user_id = request.id, by.id
    options = [
        joinedload(AccreditationRequest.organisation),
        joinedload(AccreditationRequest.user),
    ]

    def read() -> tuple[Any, ...]:
        return (
            db.session.get_one(AccreditationRequest, request_id, options=options),
            db.session.get_one(User, user_id),
        )

    return read


def grant(request: AccreditationRequest, by: User) -> None:
    services.grant_accreditation(request, "The switchboard knows them.", by=by)


def accredited() -> list[uuid.UUID]:
    query = sa.select(Organisation.id).where(Organisation.accredited_at.is_not(None))
    return list(db.session.scalars(query))


@pytest.mark.parametrize("turn", range(3))
def test_two_administrators_grant_two_rivals(at_once: AtOnce, turn: int) -> None:
    first, second = claimed(), claimed()

    outcomes = at_once(
        (examined(first, make_administrator()), grant),
        (examined(second, make_administrator()), grant),
    )

    refused = [outcome for outcome in outcomes if outcome is not None]
    assert [type(each) for each in refused] == [DomainError]
    assert len(accredited()) == 1


def test_two_administrators_answer_one_request(at_once: AtOnce) -> None:
    request = claimed()

    outcomes = at_once(
        (examined(request, make_administrator()), grant),
        (
            examined(request, make_administrator()),
            lambda asked, by: services.refuse_accreditation(asked, "Unknown.", by=by),
        ),
    )

    assert [type(each) for each in outcomes if each is not None] == [ConflictError]


def test_a_request_is_granted_while_its_organisation_is_removed(at_once: AtOnce) -> None:
    request = claimed()
    organisation_id, user_id = request.organisation_id, request.user_id

    def own() -> tuple[Any, ...]:
        return (
            db.session.get_one(Organisation, organisation_id),
            db.session.get_one(User, user_id),
        )

    outcomes = at_once(
        (examined(request, make_administrator()), grant),
        (own, lambda mine, by: services.remove_organisation(mine, by=by)),
    )

    failed = [type(each) for each in outcomes if each is not None]
    assert failed in ([], [ConflictError], [NoResultFound])


def test_a_rival_is_let_in_while_their_own_request_is_granted(at_once: AtOnce) -> None:
    """Partners who say one SIREN: what is taken in is not accredited besides."""
    kept = make_organisation(siren="356000000")
    mine = make_organisation(siren="356000000", accredited_at=None, name="La Poste")
    person = make_member(mine, Role.ADMINISTRATOR)
    request = make_accreditation_request(mine, person)
    asked = make_join_request(kept, person)
    administrator = make_administrator()
    asked_id, by_id, kept_id = asked.id, administrator.id, kept.id

    def reading() -> tuple[Any, ...]:
        load = [joinedload(type(asked).organisation), joinedload(type(asked).user)]
        return (
            db.session.get_one(type(asked), asked_id, options=load),
            db.session.get_one(User, by_id),
        )

    outcomes = at_once(
        (examined(request, make_administrator()), grant),
        (reading, lambda joining, by: services.approve_request(joining, Role.READER, by=by)),
    )

    assert outcomes[1] is None
    assert isinstance(outcomes[0], DomainError | NoResultFound)  # gone before it was read
    assert accredited() == [kept_id]
