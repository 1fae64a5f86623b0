"""Finding territories: by what somebody types, by identifier, by what they count as."""

import re
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Select,
    SelectBase,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from callforprojects.core.data.database import db
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.i18n import _
from callforprojects.territories.institutions import territories_counting_as
from callforprojects.territories.models import (
    Territory,
    TerritoryLevel,
    TerritoryName,
    TerritoryWord,
)
from callforprojects.territories.readings import Reading, loose_readings, readings

_IDENTIFIER = re.compile(r"[a-z]+:[0-9A-Za-z-]+")
_SIREN = re.compile(r"[0-9]{9}")
_INSEE = re.compile(r"[0-9][0-9AB][0-9]{3}", re.IGNORECASE)
_LAST_LETTER = "\U0010ffff"  # follows all letters of all alphabets: names sort by their code
_SHORTEST = 2
_MOST_WORDS = 6
_MOST_NAMESAKES = 50
NOT_ONE_TERRITORY = _(
    "Choose a territory in the list of suggestions, or say what it is or where: "
    "“département de La Réunion”, “Saint-Denis 93”."
)
_SIZE = func.coalesce(Territory.population_municipale, 0)
_RANKS = 4  # of a reading: an official name, another name, one that begins so, another that does


def territory_by_id(territory_id: str) -> Territory | None:
    """The territory of this identifier (`commune:35238`), with its département, or None."""
    return db.session.scalar(_territories().where(Territory.id == territory_id))


def territories_found(
    text: str, *, limit: int = 10, levels: Sequence[TerritoryLevel] | None = None
) -> Sequence[Territory]:
    """What somebody who types `text` may mean, the likeliest first, with its département.

    For each reading of the text, names that begin with it come first (the exact name before all),
    then those that have a word beginning with each of its words, wherever; among them the most
    peopled. Former and usual names count as names. An identifier, a SIREN, a postal code and an
    INSEE code are understood too. One letter finds the places that have no other name.
    """
    text = visible(text)
    if identified := _identified(text):
        return db.session.scalars(_territories().where(or_(*identified)).limit(limit)).all()
    found: dict[str, Territory] = {}
    for candidates in _candidates(text):
        if len(found) < limit and candidates:
            query = _first(candidates, limit - len(found), levels=levels, but=list(found))
            found.update((territory.id, territory) for territory in db.session.scalars(query))
    return list(found.values())


def territory_meant(text: str) -> Territory | None:
    """The one territory that `text` names without doubt, or None; its institution comes with it.

    An identifier, a SIREN, an INSEE code, or the whole name of a single territory, with or without
    its legal form, its département or its region. When a commune shares its name with smaller ones
    of another level, the commune is meant. The identifier of a place that only its authority speaks
    for, or that has joined another, leads there.
    """
    text = visible(text)
    if identified := [*_identified(text), *_of_insee(text)]:
        found = db.session.scalar(_territories().where(or_(*identified)))
        return found.institution if found and _is_silent(found) else found
    for reading in _of_territories(text):
        is_named = Territory.id.in_(_named(reading.name))
        named = _territories().where(is_named, *_restrictions(reading))
        if same := db.session.scalars(named.limit(_MOST_NAMESAKES)).all():
            return _certain(same, reading.name)
    return None


def telling_names(territory_ids: Collection[str]) -> list[str]:
    """For each of these territories a text that means it alone: its name, with its place if needed.

    Some queries for each: for the page where somebody writes them.
    """
    found = db.session.scalars(_territories().where(Territory.id.in_(territory_ids))).all()
    return [_telling(territory) for territory in found]


def former_names(text: str, territories: Sequence[Territory]) -> dict[str, TerritoryName]:
    """The former names by which a text has found some of these territories, by identifier.

    Of those that it finds by their present name, nothing is said. One query.
    """
    known = db.session.scalars(
        select(TerritoryName)
        .where(TerritoryName.territory_id.in_([place.id for place in territories]))
        .order_by(TerritoryName.search_name)
    ).all()
    found: dict[str, TerritoryName] = {}
    for territory in territories:
        names = [name for name in known if name.territory_id == territory.id]
        present = [name.search_name for name in names if not name.kind.is_former]
        former = [name for name in names if name.kind.is_former]
        if former_name := _former_name(text, former, [territory.search_name, *present]):
            found[territory.id] = former_name
    return found


def is_found_by(text: str) -> ColumnElement[bool]:
    """The condition that a territory is among all those that a text may mean, however many."""
    text = visible(text)
    if identified := _identified(text):
        return or_(*identified)
    meant = [_meant(reading) for reading in _of_territories(text)]
    return or_(false(), *meant)


def territory_counts_as(types: Collection[str]) -> ColumnElement[bool]:
    """The condition that the institution of a territory counts as one of these types."""
    authorities = frozenset[str]().union(*map(territories_counting_as, types))
    return or_(Territory.kind.in_(sorted(types)), Territory.id.in_(sorted(authorities)))


Candidates = list[Select[str, int, int]]


def _telling(territory: Territory) -> str:
    for text in (territory.name, territory.name_and_place):
        meant = territory_meant(text)
        if meant is not None and meant.id == territory.id:
            return text
    return territory.id


def _candidates(text: str) -> Iterator[Candidates]:
    """What to try until there are enough answers: identifiers, populations and ranks.

    Names that begin with a reading, the exact ones first; then names that have its words; then the
    INSEE code. A more literal reading goes before the others.
    """
    meanings = [*_of_territories(text), *loose_readings(text)]
    yield [_beginning_so(reading, rank) for rank, reading in enumerate(meanings)]
    yield [
        _ranked(literal(rank)).where(
            Territory.id.in_(_with_words(reading.telling_words)), *_restrictions(reading)
        )
        for rank, reading in enumerate(meanings)
        if len(reading.name) >= _SHORTEST
    ]
    yield [_ranked(literal(0)).where(condition) for condition in _of_insee(text)]


def _beginning_so(reading: Reading, rank: int) -> Select[str, int, int]:
    first = rank * _RANKS
    exact = case(
        (Territory.search_name == reading.name, first),
        (Territory.id.in_(_named(reading.name)), first + 1),
        (_begins(Territory.search_name, reading.name), first + 2),
        else_=first + 3,
    )
    return _ranked(exact).where(Territory.id.in_(_beginning(reading.name)), *_restrictions(reading))


def _ranked(rank: ColumnElement[int]) -> Select[str, int, int]:
    return select(Territory.id, _SIZE.label("population"), rank.label("rank"))


def _first(
    candidates: Candidates,
    limit: int,
    *,
    levels: Sequence[TerritoryLevel] | None,
    but: Sequence[str],
) -> Select[Territory]:
    """The best candidates: by rank, then the most peopled."""
    restricted = [
        query.where(Territory.id.not_in(but)) for query in candidates if but
    ] or candidates
    if levels is not None:
        restricted = [query.where(Territory.level.in_(levels)) for query in restricted]
    every = union_all(*restricted).subquery()
    best = func.min(every.c.rank) if len(restricted) > 1 else every.c.rank
    ranked = select(every.c.id, best.label("rank"))
    if len(restricted) > 1:  # several readings may find the same
        ranked = ranked.group_by(every.c.id, every.c.population)
    chosen = ranked.order_by(best, every.c.population.desc(), every.c.id).limit(limit).subquery()
    return (
        _territories()
        .join(chosen, chosen.c.id == Territory.id)
        .order_by(chosen.c.rank, _SIZE.desc(), Territory.id)
    )


def _of_territories(text: str) -> list[Reading]:
    """The readings that may name one: no territory has the form of a company or of an agency."""
    return [reading for reading in readings(text) if reading.form is None or reading.form.types]


def _meant(reading: Reading) -> ColumnElement[bool]:
    names: ColumnElement[bool] = Territory.id.in_(_beginning(reading.name))
    if len(reading.name) >= _SHORTEST:
        names = or_(names, Territory.id.in_(_with_words(reading.telling_words)))
    return and_(names, *_restrictions(reading))


def _restrictions(reading: Reading) -> list[ColumnElement[bool]]:
    """The legal form and the place of a reading."""
    conditions: list[ColumnElement[bool]] = []
    if reading.form is not None:
        conditions.append(territory_counts_as(reading.form.types))
    if reading.departements is not None:
        where = sorted(reading.departements)
        conditions.append(or_(Territory.departement_id.in_(where), Territory.id.in_(where)))
    return conditions


def _certain(same: Sequence[Territory], name: str) -> Territory | None:
    """The one that a name is of, when there is no doubt: official names before the others."""
    official = [territory for territory in same if territory.search_name == name]
    certain = official or same
    largest = max(certain, key=lambda territory: territory.population_municipale or 0)
    if largest.level is TerritoryLevel.COMMUNE:
        certain = [territory for territory in certain if territory.level is TerritoryLevel.COMMUNE]
    return certain[0] if len(certain) == 1 else None


def _is_silent(territory: Territory) -> bool:
    """No search shows it: another one speaks for it, or it is no more."""
    return not territory.search_name and territory.institution is not None


def _former_name(
    text: str, former: Sequence[TerritoryName], present: Sequence[str]
) -> TerritoryName | None:
    """The former name that a text says, when it says no present one as well or better."""
    meanings = _of_territories(text)
    if not meanings or any(name.startswith(meanings[0].name) for name in present):
        return None
    literal_name = meanings[0].name
    for former_name in former:
        if former_name.search_name.startswith(literal_name):
            return former_name
    if any(_says(meanings, name) for name in present):
        return None
    return next(
        (former_name for former_name in former if _says(meanings, former_name.search_name)), None
    )


def _says(meanings: Sequence[Reading], name: str) -> bool:
    """Whether a name has, for each word of a reading, one that begins with it."""
    words = name.split()
    return any(
        all(any(word.startswith(begun) for word in words) for begun in reading.telling_words)
        for reading in meanings
    )


def _identified(text: str) -> list[ColumnElement[bool]]:
    """The conditions of an identifier of ours or of a SIREN; none for other texts."""
    siren = text.replace(" ", "")
    if _SIREN.fullmatch(siren):
        return [Territory.siren == siren]
    return [Territory.id == text] if _IDENTIFIER.fullmatch(text) else []


def _of_insee(text: str) -> list[ColumnElement[bool]]:
    """The condition of an INSEE code of commune; none for other texts."""
    return [Territory.id == f"commune:{text.upper()}"] if _INSEE.fullmatch(text) else []


def _named(name: str) -> SelectBase:
    """The territories that have this very name, official or not."""
    return union_all(
        select(Territory.id).where(Territory.search_name == name),
        select(TerritoryName.territory_id).where(TerritoryName.search_name == name),
    )


def _beginning(name: str) -> SelectBase:
    """The territories of which a name begins so; a single letter is a whole name."""
    if len(name) < _SHORTEST:
        return _named(name)
    return union_all(
        select(Territory.id).where(_begins(Territory.search_name, name)),
        select(TerritoryName.territory_id).where(_begins(TerritoryName.search_name, name)),
    )


def _with_words(words: Sequence[str]) -> Select[str]:
    """The territories that have, for each word, one that begins with it. The longest leads."""
    leading, *others = sorted(words[:_MOST_WORDS], key=len, reverse=True)
    query = select(TerritoryWord.territory_id).where(_begins(TerritoryWord.word, leading))
    for word in others:
        having = select(TerritoryWord.territory_id).where(_begins(TerritoryWord.word, word))
        query = query.where(TerritoryWord.territory_id.in_(having))
    return query


def _begins(column: InstrumentedAttribute[str], prefix: str) -> ColumnElement[bool]:
    """A range of the index, which a LIKE is not on every database."""
    return (column >= prefix) & (column < prefix + _LAST_LETTER)


def _territories() -> Select[Territory]:
    """A territory with its institution, and the département that tells it from its namesakes."""
    return select(Territory).options(
        joinedload(Territory.departement), joinedload(Territory.institution)
    )
