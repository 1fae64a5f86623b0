"""The mailbox as a list: by whom mails are received, and what became of them."""

from sqlalchemy import ColumnElement

from callforprojects.core.tables import (
    ChoiceFilter,
    Filter,
    Option,
    Table,
    options_of,
    pieces_in,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.messages.models import RELEASABLE, UNPOSTED, Message, MessageStatus

_STOPPED = Option("stopped", _("Failed, returned or uncertain"))


def mailbox_table(*, with_unposted: bool) -> Table[Message]:
    """The mails, newest first; `with_unposted` offers the states of those that have not left."""
    statuses = [status for status in MessageStatus if with_unposted or status not in UNPOSTED]
    return Table(
        ties=[Message.created_at.desc(), Message.id.desc()],
        filters=[
            Filter("recipient", _("Address of the recipient"), where=pieces_in(Message.to_email)),
            ChoiceFilter(
                "status",
                pgettext("message", "Status"),
                lambda: [_STOPPED, *options_of(statuses)],
                where=_is_of_status,
            ),
        ],
    )


def _is_of_status(status: str) -> ColumnElement[bool]:
    statuses = RELEASABLE if status == _STOPPED.value else {MessageStatus(status)}
    return Message.status.in_(statuses)
