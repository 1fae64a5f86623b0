"""What tests of organisations ask on their way: who sits where, what was recorded and written."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.messages.models import Message
from callforprojects.organisations import queries
from callforprojects.organisations.models import Organisation, Role
from tests.finding import found


def path(organisation: Organisation, page: str = "") -> str:
    """The address of its page, or of one of its pages: `path(town, "/members")`."""
    return f"/organisations/{organisation.id}{page}"


def seat(user: User, organisation: Organisation) -> tuple[Role, bool] | None:
    """Their role there, and whether they sign for it; None without a seat."""
    membership = queries.membership_of(user.id, organisation.id)
    return None if membership is None else (membership.role, membership.is_signatory)


def refusal(verb: Callable[..., object], *arguments: object, **named: object) -> str | None:
    """The field beside which a service refuses."""
    with pytest.raises(DomainError) as refused:
        verb(*arguments, **named)
    return refused.value.field


def verbs() -> list[str]:
    """What was recorded, oldest first."""
    return list(db.session.scalars(select(Activity.verb).order_by(Activity.id)))


def templates(sent: Callable[[], list[Message]]) -> list[tuple[str, str]]:
    """Which mails were written, and to whom."""
    return [(message.template, message.to_email) for message in sent()]


def code_in(message: Message) -> str:
    """The code that a mail to the address of a register carries."""
    return found(r"\b\w{4}-\w{4}-\w{4}\b", message.text)
