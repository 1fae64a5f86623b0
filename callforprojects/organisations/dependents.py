"""What other features keep in the name of an organisation: without it, they would be nobody's."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from callforprojects.core.access import Visitor
from callforprojects.core.errors import Sentence
from callforprojects.organisations.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependents:
    """What one feature keeps.

    `count` says how many acts (filed, published) each organisation has made, `drafts` what goes
    with one, in words, and `remove_drafts` lets it go. `moving` says what one organisation would
    give another, in words, and `move` gives it.
    """

    key: str
    label: Sentence
    count: Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, int]]
    drafts: Callable[[Organisation], Sequence[Sentence]]
    remove_drafts: Callable[[Organisation, Visitor], None]
    moving: Callable[[Organisation, Organisation], Sequence[Sentence]]
    move: Callable[[Organisation, Organisation, Visitor], None]


_PARTS: list[Dependents] = []


def register(part: Dependents) -> None:
    """Add the part of a feature, once, when it is loaded."""
    _PARTS.append(part)


def parts() -> Sequence[Dependents]:
    """The part of each feature, those below first."""
    return tuple(_PARTS)


def has_acts(organisation_id: uuid.UUID) -> bool:
    """Whether anything was filed or published in the name of an organisation."""
    return any(part.count([organisation_id]).get(organisation_id) for part in _PARTS)
