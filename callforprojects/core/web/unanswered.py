"""Presses that came whole and that nobody could answer: when they come again, the first counts.

Somebody files in time; the database is locked, the disk full or the process killed; they file
again, perhaps after the closing. The web server therefore leaves a mark as soon as such a request
is whole, before it waits for a thread: an empty file, whose name is a hash of who sends what where
and whose date is that of the arrival. It is taken away with the answer, unless that is 503. It
outlives the process and needs no room on a full disk.

A mark counts for an hour, for the same person who sends the same content to the same address, and
only where it changes something: the service says so. A 500 leaves none, since whoever visits may
know how to provoke one; nor does a request of nobody, or one that cannot be read.
"""

import json
import logging
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app, request, session
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request
from wtforms import ValidationError

from callforprojects.core.data.clock import arrived_at, now
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.core.outside.private_files import make_private_folder
from callforprojects.core.outside.settings import settings
from callforprojects.core.web.access import visitor
from callforprojects.core.web.arrivals import ENVIRON_KEY, arrival_of
from callforprojects.core.web.unsent_forms import person_of

logger = logging.getLogger(__name__)
KEPT = timedelta(hours=1)
LONGEST_BODY = 8 * 1024  # bytes of a form with a token and a tick
_POST = re.compile(r"POST (/[!-~]*) HTTP/1\.[01]")
_HEADER = re.compile(r"([A-Za-z0-9-]+):[ \t]*(.*?)[ \t]*")
_AS_THEY_ARE = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})
Fields = dict[str, list[str]]

F = TypeVar("F", bound=Callable[..., Any])


class Marks:
    """The marks of the machine's web processes, in a folder that they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def leave(self, key: str, at: datetime) -> Path | None:
        """A press came; None when an earlier one counts already, or the folder refuses.

        The press is answered all the same.
        """
        mark = self.folder / key
        try:
            make_private_folder(self.folder)
            if self.first(key) is not None:
                return None
            mark.touch(mode=0o600)
            seconds = at.timestamp()
            os.utime(mark, (seconds, seconds))
        except OSError:
            logger.warning("the arrival of a request could not be marked", exc_info=True)
            return None
        return mark

    def first(self, key: str) -> datetime | None:
        """When the first press that nobody answered came, within the last hour."""
        try:
            at = datetime.fromtimestamp((self.folder / key).stat().st_mtime, UTC)
        except OSError:
            return None
        return at if at > now() - KEPT else None

    def forget(self, key: str) -> None:
        """What was asked for is done."""
        take_away(self.folder / key)

    def forget_old(self) -> None:
        """Take away those that count no longer."""
        for mark in self.folder.glob("*"):
            if self.first(mark.name) is None:
                take_away(mark)


def take_away(mark: Path) -> None:
    """The press has been answered. A mark that stays for an hour does no harm."""
    with suppress(OSError):
        mark.unlink()


def counts_from_first(*names: str) -> Callable[[F], F]:
    """A press on this view counts from its first sending, if these fields are the same."""

    def mark(view: F) -> F:
        view.counted_fields = names  # type: ignore[attr-defined]  # read by `_counted_fields`
        return view

    return mark


def leave_mark(app: Flask, head: bytes, body: bytes, began_at: float) -> Path | None:
    """Mark a whole request, read in the loop of the web server, if it may have to count later.

    `began_at` is its first byte, in seconds since 1970; a proxy may know better.
    """
    line, *lines = head.decode("latin1").split("\r\n")
    found = _POST.fullmatch(line)
    names = None if found is None else _names_of(app, found[1].partition("?")[0])
    if found is None or names is None:
        return None
    try:
        environ = _environ(found[1].partition("?")[0], lines, body) | {ENVIRON_KEY: began_at}
        sent = Request(environ)
        person = person_of(_session_of(app, sent))
        fields = {name: sent.form.getlist(name) for name in names}
    except (HTTPException, ValueError):
        return None  # the pages refuse it, in words
    if person is None:
        return None
    at = arrival_of(environ, app.extensions["settings"].arrival_header)
    mark: Path | None = app.extensions["unanswered"].leave(_key(sent.path, person, fields), at)
    return mark


def first_unanswered(path: str, **fields: str) -> datetime | None:
    """When this visitor first sent these fields there without an answer; None if it never was.

    Only what came before the present request, and within the hour.
    """
    first = _marks().first(_key(path, str(visitor().id), _as_lists(fields)))
    return first if first is not None and first < arrived_at() else None


def forget_unanswered(path: str, **fields: str) -> None:
    """What this visitor sent there is done. Call it once it is safe (`after_commit`)."""
    _marks().forget(_key(path, str(visitor().id), _as_lists(fields)))


def unanswered_here() -> tuple[datetime, Fields] | None:
    """When what this request sends first came, and the fields to send again.

    None where it makes no difference, and when its token is not one of ours: what another site has
    sent is not made into a form.
    """
    names = _counted_fields(current_app, request.endpoint) if request.method == "POST" else None
    person = person_of(session)
    if names is None or person is None:
        return None
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    fields = {name: request.form.getlist(name) for name in names}
    first = _marks().first(_key(request.path, person, fields))
    return None if first is None else (first, fields)


@periodic("17")
@task
def forget_old_marks() -> None:
    """Every hour, remove the marks that count no longer."""
    _marks().forget_old()


def init_app(app: Flask) -> None:
    with app.app_context():
        app.extensions["unanswered"] = Marks(settings().data_folder / "unanswered")


def _names_of(app: Flask, path: str) -> tuple[str, ...] | None:
    """The fields that count of what is sent to this path; None when none of it is marked."""
    try:
        endpoint, _values = app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return None
    return _counted_fields(app, endpoint)


def _counted_fields(app: Flask, endpoint: str | None) -> tuple[str, ...] | None:
    return getattr(app.view_functions.get(endpoint or ""), "counted_fields", None)


def _session_of(app: Flask, sent: Request) -> Mapping[str, Any] | None:
    opened: Mapping[str, Any] | None = app.session_interface.open_session(
        app,
        sent,  # type: ignore[arg-type]  # of which it reads the cookies
    )
    return opened


def _environ(path: str, lines: list[str], body: bytes) -> dict[str, Any]:
    """As the application will read it: enough for its cookies, its form and its arrival.

    As gunicorn does: a name with an underscore, which would pass for one that a proxy writes, is
    nothing, and what is said twice is one text, which is no stamp of arrival.
    """
    environ: dict[str, Any] = {}
    for line in lines:
        if found := _HEADER.fullmatch(line):
            name = found[1].upper().replace("-", "_")
            key = name if name in _AS_THEY_ARE else f"HTTP_{name}"
            environ[key] = f"{environ[key]},{found[2]}" if key in environ else found[2]
    own = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
    return environ | {"REQUEST_METHOD": "POST", "PATH_INFO": path} | own


def _as_lists(fields: dict[str, str]) -> Fields:
    return {name: [text] for name, text in fields.items()}


def _key(path: str, person: str, fields: Fields) -> str:
    return sha256(json.dumps([path, person, fields], sort_keys=True).encode()).hexdigest()[:32]


def _marks() -> Marks:
    found: Marks = current_app.extensions["unanswered"]
    return found
