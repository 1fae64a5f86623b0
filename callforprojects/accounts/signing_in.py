"""Signing in and out of this browser: the cookie's side of a session.

The cookie keeps a random secret, the database its hash. Loading a person is one query; a session
ended, expired, or of a closed account loads nobody.
"""

import uuid
from typing import cast

from flask import g, request, session
from flask_login import login_user, logout_user

from callforprojects.accounts import known_browsers, queries, services
from callforprojects.accounts.browsers import browser_summary
from callforprojects.accounts.models import User, UserSession
from callforprojects.core.data.database import SAFE_METHODS
from callforprojects.core.outside.engine import is_request_read_only
from callforprojects.core.web.access import login_manager, visitor


def start_session(user: User, browser: str | None = None) -> None:
    """Sign somebody in here. What the browser kept before is forgotten: no session is inherited.

    `browser` is how the session is listed; by default, what the browser says of itself.
    """
    leave_session()
    session.clear()
    summary = browser_summary(request.user_agent.string) if browser is None else browser
    row, key = services.open_session(user, summary)
    _remember(row, user, key)
    login_user(user)


def let_in(user: User) -> None:
    """Sign somebody in here, in a browser that they are known by from now on."""
    start_session(user)
    known_browsers.remember_browser(user)


def leave_session() -> None:
    """Sign out of this browser; nothing happens for a guest."""
    if not visitor().is_authenticated:
        return
    present: UserSession = g.user_session
    services.end_session(present)
    forget_session()


def forget_session() -> None:
    """Leave nothing of a session in this browser: its row is gone, or over."""
    logout_user()
    session.clear()


def has_closed_account() -> bool:
    """Whether the session that this browser keeps was ended by closing its account."""
    return queries.is_of_closed_account(session.get("_user_id", ""))


def this_user() -> User:
    """Who has signed in. For views that `@signed_in` guards."""
    return cast("User", visitor())


def this_session_id() -> uuid.UUID:
    """The session of this request. For views that `@signed_in` guards."""
    present: UserSession = g.user_session
    return present.id


@login_manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def load_user(key: str) -> User | None:
    """Flask-Login's question: who has this secret in their cookie?"""
    row = queries.session_by_key(key)
    if row is None:
        return None
    if request.method not in SAFE_METHODS and not is_request_read_only():
        services.see_session(row)
    _remember(row, row.user, key)
    return row.user


def _remember(row: UserSession, user: User, key: str) -> None:
    g.user_session = row
    user.__dict__["_session_key"] = key
