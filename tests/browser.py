"""A visitor with a browser: each request in a context of its own, as in life."""

import contextvars
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient  # noqa: TC002  # a type, and what the client is

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from tests.page import Page

if TYPE_CHECKING:
    from callforprojects.accounts.models import User


class Browser:
    """Opens pages as somebody, or as a guest."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.language = language
        self.here = "/"

    def get(self, path: str, **options: Any) -> Page:
        return self.open(path, method="GET", **options)

    def post(self, path: str, **options: Any) -> Page:
        """Send a form. Without a real page behind it the token is missing: prefer `submit`."""
        return self.open(path, method="POST", **options)

    def open(self, path: str, **options: Any) -> Page:
        """One request. What the test has prepared is committed first, and read anew afterwards."""
        db.session.commit()
        parts = urlsplit(path)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept-Language": self.language, **options.pop("headers", {})}
        response = contextvars.Context().run(
            self.client.open, path or self.here, headers=headers, **options
        )
        if options.get("method") == "GET" or not 300 <= response.status_code < 400:
            self.here = response.request.full_path.rstrip("?")
        return Page(self, response)

    def token(self) -> str:
        """The token that a form of this visitor would carry, to post without a page."""
        page = self.get("/accounts/sign-in" if not self._is_signed_in() else "/accounts/profile")
        return str(page.value("csrf_token"))

    def sign_in(self, user: "User") -> "Browser":
        """Become somebody: the session row and the cookie that signing in would make."""
        from datetime import timedelta

        from callforprojects.accounts.models import UserSession

        clear, stored = new_token()
        db.session.add(
            UserSession(user_id=user.id, token_hash=stored, expires_at=now() + timedelta(days=1))
        )
        db.session.commit()
        with self.client.session_transaction() as session:
            session["_user_id"] = clear
            session["_fresh"] = True
        return self

    def _is_signed_in(self) -> bool:
        with self.client.session_transaction() as session:
            return "_user_id" in session
