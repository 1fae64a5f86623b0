"""The calls of one's funders, drafts included, as a list: its columns and its filters."""

from typing import Any

from callforprojects.calls.models import Call
from callforprojects.core.i18n import _, pgettext
from callforprojects.core.tables import Column, Filter, Table

OWN: Table[Call] = Table(
    sort="-created",
    columns=[
        Column(
            key="title",
            label=_("Title"),
            value=lambda call: call.title,
            is_heading=True,
            is_free_text=True,
            is_sortable=True,
        ),
        Column(
            key="reference",
            label=_("Reference"),
            value=lambda call: call.reference,
            is_unbroken=True,
            is_sortable=True,
        ),
        Column(key="funder", label=_("Funder"), value=lambda call: call.funder.name),
        Column(
            key="status",
            label=_("Status"),
            value=lambda call: call.current_status,
            is_status=True,
        ),
        Column(
            key="opens",
            label=pgettext("calendar", "Opening"),
            value=lambda call: call.opens_at,
            is_sortable=True,
            sorts_down=True,
            is_extra=True,
        ),
        Column(
            key="closes",
            label=_("Closing"),
            value=lambda call: call.closes_at,
            is_sortable=True,
            sorts_down=True,
        ),
        Column(
            key="envelope",
            label=pgettext("call", "Envelope"),
            value=lambda call: call.envelope,
            is_number=True,
            is_sortable=True,
            sorts_down=True,
            is_extra=True,
        ),
        Column(
            key="created",
            label=_("Created on"),
            value=lambda call: call.created_at,
            is_sortable=True,
            sorts_down=True,
            is_extra=True,
        ),
        Column(key="action", label=pgettext("list", "Action"), value=lambda _row: None),
    ],
    filters=[Filter(key="q", label=_("Title or reference"))],
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
