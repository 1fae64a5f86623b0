"""The rules of accounts, as a table."""

import uuid
from collections.abc import Callable

import pytest

from callforprojects.accounts import permissions
from callforprojects.accounts.models import User, UserSession
from callforprojects.core.data.clock import now
from callforprojects.core.data.visitors import Guest, Visitor
from tests.seated import Seated
from tests.setting import set_in

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]

SELF, SITE = Seated(), Seated(is_administrator=True)
WHO: dict[str, Visitor] = {"guest": Guest(), "self": SELF, "other": Seated(), "site": SITE}


def account(of: Seated = SELF, *, confirmed: bool = True) -> User:
    return User(id=of.id, is_active=True, confirmed_at=now() if confirmed else None)


def allowed(rule: Callable[..., bool], *subject: object) -> set[str]:
    return {who for who, visitor in WHO.items() if rule(visitor, *subject)}


@pytest.mark.parametrize(
    ("session", "may"),
    [
        (UserSession(user_id=SELF.id), {"self"}),
        (UserSession(user_id=SITE.id), {"site"}),
        (UserSession(user_id=Guest.id), set()),
    ],
)
def test_only_its_person_ends_a_session(session: UserSession, may: set[str]) -> None:
    assert allowed(permissions.end_session, session) == may


def test_accounts_are_seen_by_who_administers_the_platform() -> None:
    assert allowed(permissions.list_accounts) == {"site"}
    assert allowed(permissions.see_account, account()) == {"site"}


def test_an_administrator_closes_the_account_of_another_only() -> None:
    assert allowed(permissions.close_account, account()) == {"site"}
    assert allowed(permissions.close_account, account(of=SITE)) == set()


@pytest.mark.parametrize(
    ("mail_server", "user", "may"),
    [
        (None, account(), {"site"}),
        (None, account(confirmed=False), set()),
        (None, User(id=uuid.uuid4(), is_active=True, confirmed_at=now(), closed_at=now()), set()),
        ("mail.example", account(), set()),
    ],
)
def test_a_link_is_copied_for_an_open_account_where_no_mail_leaves(
    monkeypatch: pytest.MonkeyPatch, mail_server: str | None, user: User, may: set[str]
) -> None:
    set_in(monkeypatch, mail_server=mail_server)

    assert allowed(permissions.make_reset_link, user) == may
