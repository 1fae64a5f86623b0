"""What other features keep in the name of an organisation: without it, they would be nobody's."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
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


def count_per_organisation(
    owner: InstrumentedAttribute[uuid.UUID],
    organisation_ids: Collection[uuid.UUID],
    is_act: ColumnElement[bool],
) -> Mapping[uuid.UUID, int]:
    """How many acts each has made: `owner` is the column of their table that names who has."""
    query = select(owner, func.count()).where(owner.in_(organisation_ids), is_act).group_by(owner)
    return {row[0]: row[1] for row in db.session.execute(query)}


def move_rows(owner: InstrumentedAttribute[Any], gone: Organisation, kept: Organisation) -> None:
    """Every row of the table that names one organisation in this column names the other."""
    db.session.execute(
        update(owner.class_)
        .where(owner == gone.id)
        .values({owner: kept.id})
        .execution_options(synchronize_session=False)
    )


def has_acts(organisation_id: uuid.UUID) -> bool:
    """Whether anything was filed or published in the name of an organisation."""
    return any(part.count([organisation_id]).get(organisation_id) for part in _PARTS)
