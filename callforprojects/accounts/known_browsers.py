"""Browsers in which somebody has signed in: a signed cookie, per person, that opens nothing.

It only says that this browser need not wait when others have failed to sign in as this person.
It holds the generation of the person's browsers: ending sessions or changing the password begins
another generation, and the cookies of the former say nothing any more.
"""

from datetime import timedelta

from flask import Response, after_this_request, request
from itsdangerous import BadData, URLSafeTimedSerializer

from callforprojects.accounts.models import User
from callforprojects.core.outside.settings import settings

COOKIE = "browser"
PATH = "/accounts"
LIFETIME = timedelta(days=180)
MOST = 8  # people who share a browser; the first is forgotten for a ninth


def knows(user: User | None) -> bool:
    """Whether this person has signed in with this browser, and has not revoked it since."""
    return user is not None and _people().get(user.id.hex) == user.browser_generation


def remember_browser(user: User) -> None:
    """Let this browser be known to this person, with the answer to this request."""
    people = _people()
    people.pop(user.id.hex, None)
    people[user.id.hex] = user.browser_generation
    value = _serializer().dumps(dict(list(people.items())[-MOST:]))

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            value,
            max_age=LIFETIME,
            path=PATH,
            secure=settings().is_secure,
            httponly=True,
            samesite="Lax",
        )
        return response


def _people() -> dict[str, int]:
    """Who has signed in here, each with the generation of their browsers at that time."""
    try:
        found = _serializer().loads(
            request.cookies.get(COOKIE, ""), max_age=int(LIFETIME.total_seconds())
        )
    except BadData:
        return {}
    return dict(found)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt="known-browser")
