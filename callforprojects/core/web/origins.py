"""Which site a form was sent from, as the browser says; another one's is refused at the door.

A cookie of ours does not travel with a form of another site, and whatever answered it would take
the person for a guest: a new session would replace theirs. Programs that are no browsers, and old
browsers, say nothing: for them the token of the form decides.
"""

from urllib.parse import urlsplit

from flask import Flask, request

from callforprojects.core.data.database import SAFE_METHODS
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.errors import SentFromElsewhere

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_OURS = frozenset({"same-origin", "none"})  # none: a person, by the browser itself


def is_from_here() -> bool:
    """Whether the browser says that a page of ours sent this. One that says nothing does not."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return _is_ours(request.headers.get("Origin") or request.referrer or "")


def is_from_elsewhere() -> bool:
    """Whether the browser says that a page which is not ours sent this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in _OURS
    origin = request.headers.get("Origin")
    return origin is not None and not _is_ours(origin)


def _is_ours(source: str) -> bool:
    """By the address that was asked, or by the public one: a proxy may have changed the first.

    A page of http is not one of https, since whoever holds the line can write the first.
    """
    try:
        found = urlsplit(source)
    except ValueError:  # no address at all
        return False
    public = urlsplit(settings().public_url)
    return found.netloc != "" and _site(found.scheme, found.netloc) in {
        _site(request.scheme, request.headers.get("Host", "")),
        _site(public.scheme, public.netloc),
    }


def _site(scheme: str, netloc: str) -> tuple[str, str]:
    """The scheme and the host, with the port when it is not the usual one."""
    return scheme, netloc.lower().removesuffix(_DEFAULT_PORTS.get(scheme, ""))


def init_app(app: Flask) -> None:
    """Register before whatever reads a session, a form or a limit."""

    @app.before_request
    def refuse_from_elsewhere() -> None:
        if request.method not in SAFE_METHODS and is_from_elsewhere():
            raise SentFromElsewhere
