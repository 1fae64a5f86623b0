"""The list of all accounts, for the administrators: its columns, its filters, its orders."""

from sqlalchemy import ColumnElement, and_

from callforprojects.accounts.models import AccountStatus, User
from callforprojects.accounts.queries import AccountLine
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    SortOrder,
    Table,
    options_of,
    text_column,
    words_in,
)
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext


def _name(line: AccountLine) -> Sentence:
    """Until the address is proved there is no name."""
    return line.user.full_name or pgettext("account", "No name")


def _address(line: AccountLine) -> str:
    """Of a closed account there is none."""
    return "" if line.user.closed_at else line.user.email


def _is_of_status(status: str) -> ColumnElement[bool]:
    if status == AccountStatus.CLOSED:
        return User.is_active.is_(False)
    is_confirmed = User.confirmed_at.is_not(None)
    return and_(User.is_active, is_confirmed if status == AccountStatus.OPEN else ~is_confirmed)


ACCOUNTS: Table[AccountLine] = Table(
    sort="person",
    ties=[User.id],
    columns=[
        text_column(
            "person",
            _("Person"),
            _name,
            order_by=User.search_text,
            is_always_filled=True,
            is_heading=True,
        ),
        Column("email", _("E-mail address"), _address, order_by=User.email, is_always_filled=True),
        Column("status", _("Status"), lambda line: line.user.status, is_status=True),
        Column(
            "administrator",
            _("Administers the platform"),
            lambda line: line.user.is_administrator,
            is_extra=True,
        ),
        Column(
            "opened",
            _("Opened on"),
            lambda line: line.user.created_at,
            order_by=User.created_at,
            first_order=SortOrder.DESC,
            is_always_filled=True,
        ),
        Column("seen", _("Last seen"), lambda line: line.last_seen_at),
    ],
    filters=[
        Filter("text", _("Name or address"), where=words_in(User.search_text)),
        ChoiceFilter("status", _("Status"), lambda: options_of(AccountStatus), where=_is_of_status),
    ],
)
