"""Finding organisations: the directory, and what an organisation counts as."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true

from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate
from callforprojects.organisations.models import Organisation
from callforprojects.territories.areas import Area
from callforprojects.territories.institutions import territories_counting_as
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import is_found_by
from callforprojects.territories.readings import Reading, loose_readings, readings

_LONG_ENOUGH = 3
HOME_ID: ColumnElement[str | None] = func.coalesce(Organisation.territory_id, Organisation.place_id)
"""Where an organisation lies (`Organisation.home_id`)."""


def directory(state: TableState) -> Page[Organisation]:
    """One page of the accredited organisations that match (`tables.DIRECTORY`), the exact name
    first.
    """
    query = select(Organisation).where(Organisation.accredited_at.is_not(None))
    begins = (
        Organisation.search_text.startswith(f" {reading.name}")
        for reading in readings(state.text("text"))[:1]
    )
    exact = [case((is_exact, 0), else_=1) for is_exact in begins]
    return paginate(state.applied_to(query, *exact), page=state.page)


def is_organisation_found_by(text: str) -> ColumnElement[bool]:
    """The condition that a text finds an organisation.

    By its own names, with the legal form in full or in short, and by all that finds its territory.
    """
    meanings = [*readings(text), *loose_readings(text)]
    return or_(*map(_says, meanings), _of_territory_found(text)) if meanings else true()


def _says(reading: Reading) -> ColumnElement[bool]:
    """Each word among the organisation's own names; its legal form there too, or as its type.

    A figure or a letter alone must begin a word: it would be found in any number.
    """
    if reading.departements is not None:
        return false()
    words = reading.words if len(reading.words) == 1 else reading.telling_words
    conditions = [
        Organisation.search_text.contains(
            f" {word}" if len(word) < _LONG_ENOUGH else word, autoescape=True
        )
        for word in words
    ]
    if reading.form is not None:
        spelled = [
            Organisation.search_text.contains(f" {spelling} ", autoescape=True)
            for spelling in reading.form.spellings
        ]
        conditions.append(
            or_(*spelled, Organisation.territory_type.in_(sorted(reading.form.types)))
        )
    return and_(*conditions)


def _of_territory_found(text: str) -> ColumnElement[bool]:
    return _lies_in(select(Territory.id).where(is_found_by(text)))


def organisation_counts_as(types: Collection[str]) -> ColumnElement[bool]:
    """The condition that an organisation is of one of these types, or exercises its powers."""
    authorities = frozenset[str]().union(*map(territories_counting_as, types))
    return or_(
        Organisation.territory_type.in_(sorted(types)),
        Organisation.territory_id.in_(sorted(authorities)),
    )


def lies_in_areas(areas: Collection[str]) -> ColumnElement[bool]:
    """The condition that an organisation lies in one of these areas (`Area`)."""
    return _lies_in(select(Territory.id).where(Territory.area.in_([Area(area) for area in areas])))


def _lies_in(territories: Select[str]) -> ColumnElement[bool]:
    return or_(Organisation.territory_id.in_(territories), Organisation.place_id.in_(territories))
