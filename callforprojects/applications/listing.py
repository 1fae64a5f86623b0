"""The list of what was filed to a call, as officers see it: its columns and its filters."""

from typing import Any

from callforprojects.applications.models import ApplicationStatus
from callforprojects.core.i18n import _, pgettext
from callforprojects.core.tables import Column, Filter, FilterKind, Option, Table
from callforprojects.iso37101.frame import frame
from callforprojects.territories.departements import departements, whole_regions


def _type(row: Any) -> str:  # noqa: ANN401  # a row of queries.filed
    code = row.territory_type
    return str(frame().territory_type(code).label) if code else ""


def _departement(row: Any) -> str:  # noqa: ANN401  # a row of queries.filed
    """Where its territory is; a region lies in none, unless it has only one."""
    place = row.territory_id or ""
    own = row.departement_id or place
    found = departements().get(own) or whole_regions().get(place)
    return f"{found.name} ({found.code})" if found else ""


def _types() -> list[Option]:
    return [Option(kind.code, kind.label) for kind in frame().territory_types]


def _statuses() -> list[Option]:
    filed = (ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN)
    return [Option(status.value, status.label) for status in filed]


FILED: Table[Any] = Table(
    sort="reference",
    columns=[
        Column(
            key="reference",
            label=_("Reference"),
            value=lambda row: row.reference,
            is_sortable=True,
            is_unbroken=True,
        ),
        Column(
            key="title",
            label=_("Application"),
            value=lambda row: row.title or _("Untitled application"),
            is_heading=True,
            is_free_text=True,
            is_sortable=True,
        ),
        Column(
            key="organisation",
            label=_("Organisation"),
            value=lambda row: row.organisation,
            is_free_text=True,
            is_sortable=True,
        ),
        Column(key="type", label=_("Type"), value=_type, is_extra=True),
        Column(key="siret", label=_("SIRET"), value=lambda row: row.siret, is_extra=True),
        Column(key="departement", label=_("Département"), value=_departement, is_sortable=True),
        Column(
            key="amount",
            label=_("Amount requested"),
            value=lambda row: row.requested_amount,
            is_number=True,
            is_sortable=True,
            sorts_down=True,
        ),
        Column(
            key="cost",
            label=_("Total cost"),
            value=lambda row: row.total_cost,
            is_number=True,
            is_sortable=True,
            sorts_down=True,
            is_extra=True,
        ),
        Column(
            key="filed",
            label=_("Submitted on"),
            value=lambda row: row.submitted_at,
            is_sortable=True,
            sorts_down=True,
        ),
        Column(key="status", label=_("Status"), value=lambda row: row.status, is_status=True),
    ],
    filters=[
        Filter(key="q", label=_("Title, reference or organisation")),
        Filter(
            key="type",
            label=_("Type of organisation"),
            kind=FilterKind.CHOICE,
            options=_types,
        ),
        Filter(
            key="status",
            label=pgettext("filter", "Status"),
            kind=FilterKind.CHOICE,
            options=_statuses,
        ),
    ],
)
