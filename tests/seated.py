"""People for the tests of rules: with exactly the seats that a test gives them, and no database."""

import uuid
from collections.abc import Mapping

from callforprojects.calls.models import Call
from callforprojects.core.data.database import Model
from callforprojects.core.data.visitors import Guest
from callforprojects.organisations.models import Membership, Role

Seats = Mapping[type[Model], Mapping[uuid.UUID, str]]


class Seated(Guest):
    """Somebody who has signed in, sits where it is said, and from whom it is said what is hidden.

    Which seats people have in life is the business of the queries that a feature declares: their
    tests ask the database.
    """

    is_authenticated = True

    def __init__(
        self,
        seats: Seats | None = None,
        *,
        hidden: Mapping[type[Model], frozenset[uuid.UUID]] | None = None,
        is_administrator: bool = False,
    ) -> None:
        self.id = uuid.uuid4()
        self.is_administrator = is_administrator
        self._given = seats or {}
        self._hidden = hidden or {}

    def seat(self, kind: type[Model], thing_id: uuid.UUID) -> str | None:
        return self.seats(kind).get(thing_id)

    def seats(self, kind: type[Model]) -> dict[uuid.UUID, str]:
        return dict(self._given.get(kind, {}))

    def hidden(self, kind: type[Model]) -> frozenset[uuid.UUID]:
        return self._hidden.get(kind, frozenset())


def officer_of(call: Call) -> Seated:
    """Somebody of the funder of a call, who reads what was filed to it."""
    return Seated({Membership: {call.funder_id: Role.EDITOR}})
