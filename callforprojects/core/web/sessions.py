"""The session of a browser, in a signed cookie: a refusal begins none.

Where a form comes from another site, the cookie of the person does not: a new one in the answer
would replace theirs, and sign them out. An old browser may not say whose form it sends, so that no
answer that refuses (4xx, 5xx) gives a session to a request that brought none.
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


def has_session() -> bool:
    """Whether the browser sent a session, of whatever worth."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


class _Sessions(SecureCookieSessionInterface):
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie, unless a refusal would begin a session."""
        if response.status_code < HTTPStatus.BAD_REQUEST or has_session():
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Where the session is kept, and when it is written."""
    app.session_interface = _Sessions()
