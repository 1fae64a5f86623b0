"""The list of applications as a file that a spreadsheet opens, and that cannot run anything."""

import csv
import io
from collections.abc import Iterable

from callforprojects.applications.models import Application
from callforprojects.core.clock import to_paris
from callforprojects.core.i18n import _
from callforprojects.core.money import Money

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def csv_of(applications: Iterable[Application]) -> bytes:
    """UTF-8 with its mark, semicolons, decimal commas (`organisation` must be loaded)."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(heading) for heading in _headings()])
    for application in applications:
        writer.writerow([harmless(cell) for cell in _row(application)])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _headings() -> list[object]:
    return [
        _("Reference"),
        _("Organisation"),
        _("SIRET"),
        _("Title"),
        _("Amount requested"),
        _("Total cost"),
        _("Status"),
        _("Submitted on"),
    ]


def _row(application: Application) -> list[str]:
    submitted = application.submitted_at
    return [
        application.reference or "",
        application.organisation.name,
        application.organisation.siret or "",
        application.title,
        _euros(application.requested_amount),
        _euros(application.total_cost),
        str(application.status.label),
        to_paris(submitted).strftime("%d/%m/%Y %H:%M") if submitted else "",
    ]


def _euros(amount: Money | None) -> str:
    return "" if amount is None else str(amount).replace(".", ",")
