"""The ranking and the results as files that a spreadsheet opens, and that cannot run anything."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from callforprojects.applications.spreadsheet import harmless
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _, pgettext
from callforprojects.core.money import Money
from callforprojects.iso37101.frame import frame
from callforprojects.selection.models import Decision
from callforprojects.selection.queries import RankedRow, departement_of


def ranking_csv(rows: Iterable[RankedRow], envelope: Money | None) -> bytes:
    """The ranking, one line an application."""
    headings = [
        pgettext("ranking", "Rank"),
        _("Reference"),
        _("Title"),
        _("Organisation"),
        _("Type of territory"),
        _("Reviews"),
        _("Mean"),
        _("Median"),
        _("Lowest"),
        _("Highest"),
        _("Amount requested"),
        _("Running total"),
        _("Within the envelope"),
        _("Outcome"),
        _("Amount granted"),
    ]
    types = {kind.code: str(kind.label) for kind in frame().territory_types}
    return _written(headings, (_ranked_cells(row, envelope, types) for row in rows))


def results_csv(decisions: Iterable[Decision]) -> bytes:
    """The selected projects, one line each: public facts only."""
    headings = [
        _("Reference"),
        _("Title"),
        _("Organisation"),
        _("Territory"),
        _("Département"),
        _("Amount granted"),
        _("Summary"),
    ]
    return _written(headings, (_result_cells(decision) for decision in decisions))


def _ranked_cells(row: RankedRow, envelope: Money | None, types: Mapping[str, str]) -> list[str]:
    application, standing, decision = row.application, row.standing, row.decision
    marks = (
        [standing.mean, standing.median, standing.lowest, standing.highest]
        if standing
        else [None] * 4
    )
    return [
        "" if row.rank is None else str(row.rank),
        application.reference or "",
        application.title,
        application.organisation.name,
        types.get(application.organisation.territory_type or "", ""),
        str(standing.count if standing else 0),
        *(_decimal(mark) for mark in marks),
        _euros(application.requested_amount),
        _euros(row.running),
        _is_within(row, envelope),
        str(decision.outcome.label) if decision else "",
        _euros(decision.amount if decision else None),
    ]


def _result_cells(decision: Decision) -> list[str]:
    application = decision.application
    organisation = application.organisation
    return [
        application.reference or "",
        application.title,
        organisation.name,
        organisation.territory.name if organisation.territory else "",
        departement_of(organisation),
        _euros(decision.amount),
        application.summary,
    ]


def _written(headings: Sequence[Sentence], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, semicolons, decimal commas."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(heading) for heading in headings])
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _is_within(row: RankedRow, envelope: Money | None) -> str:
    if row.running is None or envelope is None:
        return ""
    return str(pgettext("envelope", "no") if row.is_beyond else pgettext("envelope", "yes"))


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")


def _euros(amount: Money | None) -> str:
    return "" if amount is None else str(amount).replace(".", ",")
