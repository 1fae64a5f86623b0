"""The list of all accounts, for the administrators: its columns and its filters."""

from callforprojects.accounts.models import AccountStatus
from callforprojects.accounts.queries import AccountLine
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    SortOrder,
    Table,
    options_of,
    text_column,
)
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext


def _name(line: AccountLine) -> Sentence:
    """Until the address is proved there is no name."""
    return line.user.full_name or pgettext("account", "No name")


def _address(line: AccountLine) -> str:
    """Of a closed account there is none."""
    return "" if line.user.closed_at else line.user.email


ACCOUNTS: Table[AccountLine] = Table(
    sort="person",
    columns=[
        text_column("person", _("Person"), _name, is_heading=True),
        Column("email", _("E-mail address"), _address, sorts=SortOrder.ASC),
        Column("status", _("Status"), lambda line: line.user.status, is_status=True),
        Column(
            "administrator",
            _("Administers the platform"),
            lambda line: line.user.is_administrator,
            is_extra=True,
        ),
        Column("opened", _("Opened on"), lambda line: line.user.created_at, sorts=SortOrder.DESC),
        Column("seen", _("Last seen"), lambda line: line.last_seen_at),
    ],
    filters=[
        Filter("text", _("Name or address")),
        ChoiceFilter("status", _("Status"), lambda: options_of(AccountStatus)),
    ],
)
