"""The calls of one's funders, drafts included, as a list: its columns and its filters."""

from typing import Any

from callforprojects.calls.models import Call
from callforprojects.core.tables import Column, Filter, SortOrder, Table, number_column, text_column
from callforprojects.core.text.i18n import _, pgettext

OWN: Table[Call] = Table(
    sort="-created",
    columns=[
        text_column("title", _("Title"), lambda call: call.title, is_heading=True),
        Column(
            "reference",
            _("Reference"),
            lambda call: call.reference,
            sorts=SortOrder.ASC,
            is_unbroken=True,
        ),
        Column("funder", _("Funder"), lambda call: call.funder.name),
        Column("status", _("Status"), lambda call: call.current_status, is_status=True),
        Column(
            "opens",
            pgettext("calendar", "Opening"),
            lambda call: call.opens_at,
            sorts=SortOrder.DESC,
            is_extra=True,
        ),
        Column("closes", _("Closing"), lambda call: call.closes_at, sorts=SortOrder.DESC),
        number_column(
            "envelope", pgettext("call", "Budget"), lambda call: call.envelope, is_extra=True
        ),
        Column(
            "created",
            _("Created on"),
            lambda call: call.created_at,
            sorts=SortOrder.DESC,
            is_extra=True,
        ),
        Column("action", pgettext("list", "Action"), lambda _call: None),
    ],
    filters=[Filter("q", _("Title or reference"))],
)


def sorting(key: str) -> Any:  # noqa: ANN401  # a column
    """The column of the table by which one of the list is sorted."""
    return {
        "title": Call.title,
        "reference": Call.reference,
        "opens": Call.opens_at,
        "closes": Call.closes_at,
        "envelope": Call.envelope,
        "created": Call.created_at,
    }[key]
