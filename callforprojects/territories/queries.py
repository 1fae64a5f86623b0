"""Finding territories: by what somebody types, by identifier, by what contains them."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from callforprojects.core.database import db
from callforprojects.territories.models import Level, Territory, TerritoryWord
from callforprojects.territories.names import sorting_name, words_of

_IDENTIFIER = re.compile(r"[a-z]+:[0-9A-Za-z-]+")
_SIREN = re.compile(r"[0-9]{9}")
_INSEE = re.compile(r"[0-9][0-9AB][0-9]{3}", re.IGNORECASE)
_AFTER_LETTERS = "{"  # what follows `z`: normalised names are made of a-z, 0-9 and spaces
_SHORTEST = 2
_MOST_WORDS = 6


def territory_by_id(territory_id: str) -> Territory | None:
    """The territory of this identifier (`commune:35238`), with its département, or None."""
    return db.session.scalar(_shown().where(Territory.id == territory_id))


def territories_found(
    text: str, *, limit: int = 10, levels: Sequence[Level] | None = None
) -> Sequence[Territory]:
    """What somebody who types `text` may mean, the likeliest first, with its département.

    Names that begin with the text come first (the exact name before all), then those that have a
    word beginning with each of its words, wherever; among them the most peopled. An identifier, a
    SIREN, a postal code and an INSEE code are understood too. Less than two characters find
    nothing.
    """
    found: dict[str, Territory] = {}
    for query in _questions(text.strip()):
        if levels is not None:
            query = query.where(Territory.level.in_(levels))  # noqa: PLW2901  # the same question
        new = query.where(Territory.id.not_in(list(found))).limit(limit - len(found))
        found.update((territory.id, territory) for territory in db.session.scalars(new))
        if len(found) >= limit:
            break
    return list(found.values())


def territory_meant(text: str) -> Territory | None:
    """The one territory that `text` names without doubt, or None.

    An identifier, a SIREN, an INSEE code, or the whole name of a single territory. When a commune
    and others share a name (Paris), the commune is meant.
    """
    if identified := [*_identified(text.strip()), *_of_insee(text.strip())]:
        return db.session.scalar(_shown().where(or_(*identified)))
    name = sorting_name(text)
    same = db.session.scalars(_shown().where(Territory.search_name == name).limit(50)).all()
    communes = [territory for territory in same if territory.level is Level.COMMUNE]
    certain = communes or same
    return certain[0] if len(certain) == 1 else None


def containing_ids(territory: Territory) -> frozenset[str]:
    """The territory itself and all that contains it. A département gives its region."""
    containers = (
        territory.epci_id,
        territory.pole_id,
        territory.departement_id,
        territory.region_id,
    )
    return frozenset({territory.id, *(found for found in containers if found)})


def _questions(text: str) -> Iterator[Select[Territory]]:
    """The queries to try one after the other until there are enough answers."""
    if identified := _identified(text):
        yield _shown().where(or_(*identified))
        return
    name = sorting_name(text)
    if len(name) < _SHORTEST:
        return
    exact = case((Territory.search_name == name, 0), else_=1)
    most_peopled = Territory.population.desc()
    yield (
        _shown()
        .where(_begins(Territory.search_name, name))
        .order_by(exact, most_peopled, Territory.id)
    )
    yield (
        _shown()
        .where(Territory.id.in_(_with_words(words_of(text)[:_MOST_WORDS])))
        .order_by(most_peopled, Territory.id)
    )
    if of_insee := _of_insee(text):
        yield _shown().where(*of_insee)


def _identified(text: str) -> list[ColumnElement[bool]]:
    """The conditions of an identifier of ours or of a SIREN; none for other texts."""
    siren = text.replace(" ", "").replace("\u00a0", "")
    if _SIREN.fullmatch(siren):
        return [Territory.siren == siren]
    return [Territory.id == text] if _IDENTIFIER.fullmatch(text) else []


def _of_insee(text: str) -> list[ColumnElement[bool]]:
    """The condition of an INSEE code of commune; none for other texts."""
    return [Territory.id == f"commune:{text.upper()}"] if _INSEE.fullmatch(text) else []


def _with_words(words: Sequence[str]) -> Select[str]:
    """The territories that have, for each word, one that begins with it. The longest leads."""
    leading, *others = sorted(words, key=len, reverse=True)
    query = select(TerritoryWord.territory_id).where(_begins(TerritoryWord.word, leading))
    for word in others:
        having = select(TerritoryWord.territory_id).where(_begins(TerritoryWord.word, word))
        query = query.where(TerritoryWord.territory_id.in_(having))
    return query


def _begins(column: InstrumentedAttribute[str], prefix: str) -> ColumnElement[bool]:
    """A range of the index, which a LIKE is not on every database."""
    return (column >= prefix) & (column < prefix + _AFTER_LETTERS)


def _shown() -> Select[Territory]:
    """A territory with the département that tells it from others of its name."""
    return select(Territory).options(joinedload(Territory.departement))
