"""The list of what was filed to a call, as officers see it: its columns and its filters."""

from typing import Any

from sqlalchemy import func

from callforprojects.applications.models import Application
from callforprojects.applications.queries import FILED_STATUSES
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    SortOrder,
    Table,
    number_column,
    options_of,
    text_column,
    words_in,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import HOME_ID, lies_in_areas, organisation_counts_as
from callforprojects.territories.areas import Area
from callforprojects.territories.departements import departements, whole_regions
from callforprojects.territories.models import Territory


def _type(row: Any) -> str:  # noqa: ANN401  # a row of queries.filed
    code = row.territory_type
    return str(frame().territory_type(code).label) if code else ""


def _departement(row: Any) -> str:  # noqa: ANN401  # a row of queries.filed
    """Where its territory is; a region lies in none, unless it has only one."""
    place = row.home_id or ""
    own = row.departement_id or place
    found = departements().get(own) or whole_regions().get(place)
    return f"{found.name} ({found.code})" if found else ""


FILED: Table[Any] = Table(
    sort="reference",
    ties=[Application.reference],
    columns=[
        Column(
            "reference",
            _("Reference"),
            lambda row: row.reference,
            order_by=Application.reference,
            is_always_filled=True,
            is_unbroken=True,
        ),
        text_column(
            "title",
            _("Application"),
            lambda row: row.title or _("Untitled application"),
            order_by=Application.search_text,
            is_always_filled=True,
            is_heading=True,
        ),
        text_column(
            "organisation",
            _("Organisation"),
            lambda row: row.organisation,
            order_by=Organisation.search_text,
            is_always_filled=True,
        ),
        Column("type", _("Type"), _type, is_extra=True),
        Column("siret", _("SIRET"), lambda row: row.siret, is_extra=True),
        Column(
            "departement",
            _("Département"),
            _departement,
            order_by=func.coalesce(Territory.departement_id, HOME_ID),
        ),
        Column(
            "area",
            pgettext("filter", "Where"),
            lambda row: row.area.label if row.area else "",
            is_extra=True,
        ),
        number_column(
            "amount",
            _("Amount requested"),
            lambda row: row.requested_amount,
            order_by=Application.requested_amount,
        ),
        number_column(
            "cost",
            _("Total cost"),
            lambda row: row.total_cost,
            order_by=Application.total_cost,
            is_extra=True,
        ),
        Column(
            "filed",
            _("Submitted on"),
            lambda row: row.submitted_at,
            order_by=Application.submitted_at,
            first_order=SortOrder.DESC,
            is_always_filled=True,
        ),
        Column("status", _("Status"), lambda row: row.status, is_status=True),
    ],
    filters=[
        Filter(
            "q",
            _("Title, reference or organisation"),
            where=words_in(Application.search_text, Organisation.search_text),
        ),
        ChoiceFilter(
            "type",
            _("Type of organisation"),
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
            "status",
            pgettext("filter", "Status"),
            lambda: options_of(FILED_STATUSES),
            where=lambda status: Application.status == status,
        ),
    ],
)
