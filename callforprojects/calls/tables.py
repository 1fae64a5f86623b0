"""The calls of one's funders, drafts included, as a list: its columns, filters and orders."""

from callforprojects.calls.models import Call
from callforprojects.core.tables import (
    Column,
    Filter,
    SortOrder,
    Table,
    action_column,
    number_column,
    text_column,
    words_in,
)
from callforprojects.core.text.i18n import _, pgettext

OWN: Table[Call] = Table(
    sort="-created",
    ties=[Call.id],
    columns=[
        text_column(
            "title", _("Title"), lambda call: call.title, order_by=Call.search_text, is_heading=True
        ),
        Column(
            "reference",
            _("Reference"),
            lambda call: call.reference,
            order_by=Call.reference,
            is_unbroken=True,
        ),
        Column("funder", _("Funder"), lambda call: call.funder.name),
        Column("status", _("Status"), lambda call: call.current_status, is_status=True),
        Column(
            "opens",
            pgettext("calendar", "Opening"),
            lambda call: call.opens_at,
            order_by=Call.opens_at,
            first_order=SortOrder.DESC,
            is_extra=True,
        ),
        Column(
            "closes",
            _("Closing"),
            lambda call: call.closes_at,
            order_by=Call.closes_at,
            first_order=SortOrder.DESC,
        ),
        number_column(
            "envelope",
            pgettext("call", "Budget"),
            lambda call: call.envelope,
            order_by=Call.envelope,
            is_extra=True,
        ),
        Column(
            "created",
            _("Created on"),
            lambda call: call.created_at,
            order_by=Call.created_at,
            first_order=SortOrder.DESC,
            is_extra=True,
        ),
        action_column(),
    ],
    filters=[Filter("q", _("Title or reference"), where=words_in(Call.search_text))],
)
