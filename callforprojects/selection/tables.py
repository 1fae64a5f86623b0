"""The ranking and the public results as tables: their columns, their filters, how they sort."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from callforprojects.core.i18n import _, pgettext
from callforprojects.core.tables import Column, Filter, FilterKind, Option, Table
from callforprojects.iso37101.frame import frame
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries import (
    NOWHERE,
    UNDECIDED,
    Basis,
    Places,
    RankedRow,
    RankingOrder,
    ResultOrder,
    departement_of,
)

_CENT = Decimal("0.01")
_FILTERS = (
    Filter(
        key="territory_type",
        label=_("Type of territory"),
        kind=FilterKind.CHOICE,
        options=lambda: [Option(kind.code, kind.label) for kind in frame().territory_types],
    ),
    Filter(
        key="outcome",
        label=_("Outcome"),
        kind=FilterKind.CHOICE,
        options=lambda: [
            Option(UNDECIDED, pgettext("decision", "No decision yet")),
            *(Option(outcome.value, outcome.label) for outcome in Outcome),
        ],
    ),
)
_BASIS = Filter(
    key="basis",
    label=_("Running total of"),
    kind=FilterKind.CHOICE,
    options=lambda: [Option(Basis.DECIDED, Basis.DECIDED.label)],
    blank=Basis.REQUESTED.label,
)
_LINE = Filter(key="line", label=_("Draw the cut line at (€)"))
_RANK: Column[RankedRow] = Column(
    key=RankingOrder.RANK,
    label=pgettext("ranking", "Rank"),
    value=lambda row: row.rank,
    is_number=True,
    is_sortable=True,
)
_TITLE: Column[RankedRow] = Column(
    key=RankingOrder.TITLE,
    label=_("Application"),
    value=lambda row: row.application.title or row.application.reference,
    is_heading=True,
    is_sortable=True,
)
_REFERENCE: Column[RankedRow] = Column(
    key="reference",
    label=_("Reference"),
    value=lambda row: row.application.reference,
    is_extra=True,
)
_ORGANISATION: Column[RankedRow] = Column(
    key=RankingOrder.ORGANISATION,
    label=_("Organisation"),
    value=lambda row: row.application.organisation.name,
    is_sortable=True,
    is_extra=True,
)
_TERRITORY_TYPE: Column[RankedRow] = Column(
    key="territory",
    label=_("Type of territory"),
    value=lambda row: row.application.organisation.type_label,
    is_extra=True,
)
_MEAN: Column[RankedRow] = Column(
    key="mean", label=_("Mean"), value=lambda row: _mark(row, "mean"), is_number=True
)
_REQUESTED: Column[RankedRow] = Column(
    key=RankingOrder.REQUESTED,
    label=_("Amount requested"),
    value=lambda row: row.application.requested_amount,
    is_number=True,
    is_sortable=True,
    sorts_down=True,
)
_OUTCOME: Column[RankedRow] = Column(
    key="decision",
    label=_("Decision"),
    value=lambda row: row.decision.outcome.label if row.decision else None,
)
_GRANTED: Column[RankedRow] = Column(
    key=RankingOrder.GRANTED,
    label=_("Amount granted"),
    value=lambda row: row.decision.amount if row.decision else None,
    is_number=True,
    is_sortable=True,
    sorts_down=True,
)


_GRANTED_TOO = replace(_GRANTED, is_extra=True)


def ranking_table() -> Table[RankedRow]:
    """The ranking of a call: places, what the jury says, and where the envelope ends."""
    return Table(
        columns=(
            _RANK,
            _TITLE,
            _REFERENCE,
            _ORGANISATION,
            _TERRITORY_TYPE,
            Column(
                key=RankingOrder.REVIEWS,
                label=_("Reviews"),
                value=lambda row: row.reviews,
                is_number=True,
                is_sortable=True,
            ),
            _MEAN,
            *_spread(),
            _REQUESTED,
            Column(
                key="running",
                label=_("Running total"),
                value=lambda row: row.running,
                is_number=True,
            ),
            Column(
                key="within",
                label=_("Within the envelope"),
                value=lambda row: row.is_within,
                is_extra=True,
            ),
            _OUTCOME,
            _GRANTED_TOO,
        ),
        filters=(*_FILTERS, _BASIS, _LINE),
        sort=RankingOrder.RANK,
    )


def decisions_table() -> Table[RankedRow]:
    """The decisions of a call: what the jury advises, then what the funder decides."""
    reason: Column[RankedRow] = Column(
        key="reason",
        label=_("Reason"),
        value=lambda row: row.decision.reason if row.decision else None,
    )
    columns = (_RANK, _TITLE, _ORGANISATION, _MEAN, _REQUESTED, _OUTCOME, _GRANTED, reason)
    return Table(columns=columns, filters=_FILTERS, sort=RankingOrder.RANK)


def results_table(places: Places) -> Table[Decision]:
    """The selected projects of a call, narrowed by the places and the purposes that they have."""
    return Table(columns=_RESULTS, filters=_result_filters(places), sort=ResultOrder.ORGANISATION)


def _result_filters(places: Places) -> Sequence[Filter]:
    return (
        Filter(key="q", label=_("Search: project, organisation")),
        Filter(
            key="region",
            label=_("Region"),
            kind=FilterKind.CHOICE,
            options=lambda: [Option(each.region_id, each.region) for each in places.regions],
        ),
        Filter(
            key="departement",
            label=_("Département"),
            kind=FilterKind.CHOICE,
            options=lambda: _departements(places),
        ),
        Filter(
            key="purpose",
            label=_("Purpose claimed"),
            kind=FilterKind.CHOICE,
            options=lambda: [Option(each.code, each.label) for each in frame().purposes],
        ),
    )


def _departements(places: Places) -> list[Option]:
    found = [place.departement for place in places.departements if place.departement]
    listed = [Option(each.id, f"{each.name} ({each.code})") for each in found]
    beyond = [Option(NOWHERE, _("Several départements, or the whole country"))]
    return listed + (beyond if places.nowhere else [])


def _spread() -> Sequence[Column[RankedRow]]:
    """How far apart the reviews are."""
    return (
        Column(
            key=RankingOrder.SPREAD,
            label=_("From lowest to highest"),
            value=lambda row: row.rank,
            is_sortable=True,
            sorts_down=True,
            is_exported=False,
        ),
        *(
            Column(
                key=key,
                label=label,
                value=lambda row, key=key: _mark(row, key),  # type: ignore[misc]  # a default binds it
                is_number=True,
                is_extra=True,
            )
            for key, label in (
                ("median", _("Median")),
                ("lowest", _("Lowest")),
                ("highest", _("Highest")),
            )
        ),
    )


def _mark(row: RankedRow, name: str) -> Decimal | None:
    mark = getattr(row.standing, name) if row.standing else None
    return None if mark is None else mark.quantize(_CENT)


def _departement(decision: Decision) -> str | None:
    found = departement_of(decision.application.organisation)
    return found.name if found else None


def _territory(decision: Decision) -> str | None:
    home = decision.application.organisation.territory
    return home.name if home else None


_RESULTS: Sequence[Column[Decision]] = (
    Column(
        key="reference",
        label=_("Reference"),
        value=lambda decision: decision.application.reference,
        is_extra=True,
    ),
    Column(
        key=ResultOrder.TITLE,
        label=_("Project"),
        value=lambda decision: decision.application.title,
        is_heading=True,
        is_sortable=True,
    ),
    Column(
        key=ResultOrder.ORGANISATION,
        label=_("Organisation"),
        value=lambda decision: decision.application.organisation.name,
        is_free_text=True,
        is_sortable=True,
    ),
    Column(key="territory", label=_("Territory"), value=_territory, is_extra=True),
    Column(key="place", label=_("Département"), value=_departement),
    Column(key="purposes", label=_("Purposes claimed"), value=lambda _one: None, is_exported=False),
    Column(
        key=ResultOrder.AMOUNT,
        label=_("Amount granted"),
        value=lambda decision: decision.amount,
        is_number=True,
        is_sortable=True,
        sorts_down=True,
    ),
    Column(
        key="summary",
        label=_("Summary"),
        value=lambda decision: decision.application.summary,
        is_free_text=True,
        is_extra=True,
    ),
)
