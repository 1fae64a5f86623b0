"""The ranking and the public results: their columns, their filters, their orders."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from sqlalchemy import func, or_

from callforprojects.applications.models import Application
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    Option,
    SortOrder,
    Table,
    number_column,
    options_of,
    text_column,
    words_in_names,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.messages.models import Message
from callforprojects.organisations.models import Organisation, type_label
from callforprojects.organisations.queries import lies_in_areas, organisation_counts_as
from callforprojects.reviews.models import Standing
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries import (
    BEST_FIRST,
    NOWHERE,
    UNDECIDED,
    Basis,
    DepartementTotals,
    Letter,
    RankedRow,
    SelectedProject,
    claims_purpose,
    lies_in,
)
from callforprojects.territories.areas import Area
from callforprojects.territories.models import Territory

_CENT = Decimal("0.01")
_LANGUAGES = {"fr": _("French"), "en": _("English")}


def _mark(row: RankedRow, name: str) -> Decimal | None:
    mark: Decimal | None = getattr(row, name)
    return None if mark is None else mark.quantize(_CENT)


_FILTERS: Sequence[Filter] = (
    ChoiceFilter(
        "territory_type",
        _("Type of territory"),
        lambda: options_of(frame().offered_types),
        where=lambda code: organisation_counts_as([code]),
    ),
    ChoiceFilter(
        "area",
        pgettext("filter", "Where"),
        lambda: options_of(Area),
        where=lambda area: lies_in_areas([area]),
    ),
    ChoiceFilter(
        "outcome",
        _("Outcome"),
        lambda: [
            Option(UNDECIDED, pgettext("decision", "No decision yet")),
            *options_of(Outcome),
        ],
        where=lambda outcome: (
            Decision.id.is_(None) if outcome == UNDECIDED else Decision.outcome == outcome
        ),
    ),
)
_BASIS = ChoiceFilter(
    "basis",
    _("Running total of"),
    lambda: options_of([Basis.DECIDED]),
    blank=Basis.REQUESTED.label,
)
_LINE = Filter("line", _("Draw the cut line at (€)"))
_RANK: Column[RankedRow] = Column(
    "rank",
    pgettext("ranking", "Rank"),
    lambda row: row.rank,
    order_by=BEST_FIRST,
    is_number=True,
)
_TITLE: Column[RankedRow] = Column(
    "title",
    _("Application"),
    lambda row: row.title or row.reference,
    order_by=Application.search_text,
    is_heading=True,
)
_ORGANISATION: Column[RankedRow] = Column(
    "organisation",
    _("Organisation"),
    lambda row: row.organisation,
    order_by=Organisation.search_text,
    is_extra=True,
)
_MEAN: Column[RankedRow] = Column("mean", _("Mean"), lambda row: _mark(row, "mean"), is_number=True)
_REQUESTED: Column[RankedRow] = number_column(
    "requested",
    _("Amount requested"),
    lambda row: row.requested,
    order_by=Application.requested_amount,
)
_OUTCOME: Column[RankedRow] = Column(
    "decision",
    _("Decision"),
    lambda row: row.outcome,
    is_status=True,
)
_GRANTED: Column[RankedRow] = number_column(
    "granted",
    _("Amount granted"),
    lambda row: row.granted,
    order_by=Decision.amount,
)


_MARKS: Sequence[Column[RankedRow]] = (
    Column(
        "spread",
        _("From lowest to highest"),
        lambda row: row.rank,
        order_by=Standing.highest - Standing.lowest,
        first_order=SortOrder.DESC,
        is_exported=False,
    ),
    *(
        Column(key, label, partial(_mark, name=key), is_number=True, is_extra=True)
        for key, label in (
            ("median", _("Median")),
            ("lowest", _("Lowest")),
            ("highest", _("Highest")),
        )
    ),
)
"""How far apart the reviews are."""
_VERSIONS: Sequence[Column[RankedRow]] = (
    Column(
        "versions",
        _("Versions"),
        lambda row: row.versions,
        is_number=True,
        is_extra=True,
    ),
    Column(
        "revised",
        _("Changed after reading the others"),
        lambda row: row.revised,
        is_number=True,
        is_extra=True,
    ),
)
"""How many times the reviews were handed in."""
RANKING: Table[RankedRow] = Table(
    columns=(
        _RANK,
        _TITLE,
        Column("reference", _("Reference"), lambda row: row.reference, is_extra=True),
        _ORGANISATION,
        Column(
            "territory",
            _("Type of territory"),
            lambda row: type_label(row.territory_type),
            is_extra=True,
        ),
        Column(
            "reviews",
            _("Reviews"),
            lambda row: row.reviews,
            order_by=func.coalesce(Standing.count, 0),
            is_number=True,
        ),
        *_VERSIONS,
        _MEAN,
        *_MARKS,
        _REQUESTED,
        Column("running", _("Running total"), lambda row: row.running, is_number=True),
        Column("within", _("Within the budget"), lambda row: row.is_within, is_extra=True),
        _OUTCOME,
        replace(_GRANTED, is_extra=True),
    ),
    filters=(*_FILTERS, _BASIS, _LINE),
    sort=_RANK.key,
)
"""Places, what the jury says, and where the envelope ends."""
DECISIONS: Table[RankedRow] = Table(
    columns=(
        _RANK,
        _TITLE,
        _ORGANISATION,
        _MEAN,
        _REQUESTED,
        _OUTCOME,
        _GRANTED,
        Column("reason", _("Reason"), lambda row: row.reason),
    ),
    filters=_FILTERS,
    sort=_RANK.key,
)
"""What the jury advises, then what the funder decides."""


def results_table(places: DepartementTotals, *, has_claims: bool = True) -> Table[SelectedProject]:
    """The selected projects of a call, narrowed by the places and the purposes that they have.

    Without claims nothing is said of purposes: the call did not ask for the matrix.
    """
    columns, filters = [*_RESULTS], [*_result_filters(places)]
    if has_claims:
        columns.insert(columns.index(_PLACE) + 1, _PURPOSES)
        filters.append(_PURPOSE)
    return Table(
        columns=columns,
        filters=filters,
        sort="organisation",
        ties=[Organisation.search_text, Application.reference],
    )


def _result_filters(places: DepartementTotals) -> Sequence[Filter]:
    return (
        Filter(
            "q",
            _("Search: project, organisation"),
            where=words_in_names(Application.search_text, Organisation.search_text),
        ),
        ChoiceFilter(
            "region",
            _("Region"),
            lambda: [
                Option(departement.region_id, departement.region) for departement in places.regions
            ],
            where=lambda region: or_(Territory.id == region, Territory.region_id == region),
        ),
        ChoiceFilter(
            "departement",
            _("Département"),
            lambda: _departements(places),
            where=lies_in,
        ),
    )


def _departements(places: DepartementTotals) -> list[Option]:
    found = [place.departement for place in places.departements if place.departement]
    options = [
        Option(departement.id, f"{departement.name} ({departement.code})") for departement in found
    ]
    beyond = [Option(NOWHERE, _("Several départements, or the whole country"))]
    return options + (beyond if places.nowhere else [])


def _departement(project: SelectedProject) -> str | None:
    return project.departement.name if project.departement else None


_PURPOSE = ChoiceFilter(
    "purpose",
    _("Purpose claimed"),
    lambda: options_of(frame().purposes),
    where=claims_purpose,
)
_PURPOSES: Column[SelectedProject] = Column(
    "purposes", _("Purposes claimed"), lambda _project: None, is_exported=False
)
_PLACE: Column[SelectedProject] = Column("place", _("Département"), _departement)
_RESULTS: Sequence[Column[SelectedProject]] = (
    Column("reference", _("Reference"), lambda project: project.reference, is_extra=True),
    Column(
        "title",
        _("Project"),
        lambda project: project.title,
        order_by=Application.search_text,
        is_heading=True,
    ),
    Column(
        "organisation",
        _("Organisation"),
        lambda project: project.organisation,
        order_by=Organisation.search_text,
        is_free_text=True,
    ),
    Column("territory", _("Territory"), lambda project: project.territory, is_extra=True),
    _PLACE,
    number_column(
        "amount", _("Amount granted"), lambda project: project.amount, order_by=Decision.amount
    ),
    Column(
        "summary",
        _("Summary"),
        lambda project: project.summary,
        is_free_text=True,
        is_extra=True,
    ),
)
LETTERS: Table[Letter] = Table(
    ties=[Application.reference, Message.id],
    columns=[
        Column(
            "reference",
            _("Reference"),
            lambda letter: letter.decision.application.reference,
            is_unbroken=True,
        ),
        text_column(
            "organisation",
            _("Organisation"),
            lambda letter: letter.decision.application.organisation.name,
        ),
        Column("decision", _("Decision"), lambda letter: letter.decision.outcome, is_status=True),
        Column("to", _("To"), lambda letter: letter.message.to_email),
        Column("language", _("Language"), lambda letter: _LANGUAGES[letter.message.language]),
        Column("letter", _("Letter"), lambda _letter: None, is_unbroken=True, is_exported=False),
        Column("status", _("Status"), lambda letter: letter.message.status, is_status=True),
    ],
)
"""The letters that wait or have left, by reference."""
