"""The one writer of statuses: a move that is not in the table is refused."""

from collections.abc import Mapping, Set as AbstractSet
from enum import StrEnum
from typing import TypeVar

from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _

S = TypeVar("S", bound=StrEnum)


def transition(thing: object, attribute: str, to: S, moves: Mapping[S, AbstractSet[S]]) -> None:
    """Set `thing.attribute` to `to`, when `moves` allows it from the present value.

    Raises ConflictError: somebody else has moved it meanwhile, or the page was stale.
    """
    present = getattr(thing, attribute)
    if to not in moves.get(present, frozenset()):
        raise ConflictError(
            _("This is no longer possible: the status has changed. Reload the page and check.")
        )
    setattr(thing, attribute, to)
