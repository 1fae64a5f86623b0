"""Requests that came whole and got no answer of ours: when they are sent again, the first counts.

Somebody files in time; the database is locked, the disk full or the process killed; they file
again, perhaps after the closing. The web server therefore leaves a mark as soon as such a request
is whole, before it waits for a thread: an empty file whose name says to which address and when. It
is taken away with the answer, unless that is a failure of ours (5xx). It outlives the process,
needs no room on a full disk, and tells nothing of anybody.

A mark proves that a press came, not whose it was: what it gives is an instant, to somebody who has
the right to press, for an hour. It is for acts whose content is settled before: an application can
no longer change once the call is closed (`counts_from_first`).
"""

import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException

from callforprojects.core.clock import arrived_at, now
from callforprojects.core.jobs import periodic, task
from callforprojects.core.private_files import make_private_folder
from callforprojects.core.settings import settings

logger = logging.getLogger(__name__)
KEPT = timedelta(hours=1)
_ANSWERED = "callforprojects.answered"
_POST = re.compile(rb"POST (/[!-~]*) HTTP/1\.[01]")
_MARK = re.compile(r"[0-9a-f]{32}-(\d{16})-[0-9a-f]{8}")

F = TypeVar("F", bound=Callable[..., Any])


class Marks:
    """The marks of the machine's web processes, in a folder that they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def leave(self, path: str, at: float) -> Path | None:
        """A request to this path became whole; `at` is its first byte, in seconds since 1970.

        None when the folder refuses it: the request is answered all the same.
        """
        mark = self.folder / f"{_digest(path)}-{round(at * 1_000_000):016d}-{token_hex(4)}"
        try:
            make_private_folder(self.folder)
            mark.touch(mode=0o600)
        except OSError:
            logger.warning("the arrival of a request could not be marked", exc_info=True)
            return None
        return mark

    def first(self, path: str) -> datetime | None:
        """When the first unanswered request to this path came, within the last hour."""
        instants = (_instant(mark) for mark in self.folder.glob(f"{_digest(path)}-*"))
        earliest = now() - KEPT
        return min((at for at in instants if at is not None and at > earliest), default=None)

    def forget(self, path: str) -> None:
        """Whoever sent to this path has been answered."""
        for mark in self.folder.glob(f"{_digest(path)}-*"):
            take_away(mark)

    def forget_old(self) -> None:
        """Take away those that count no longer."""
        for mark in self.folder.glob("*"):
            at = _instant(mark)
            if at is not None and at <= now() - KEPT:
                take_away(mark)


def take_away(mark: Path) -> None:
    """One request has been answered. A mark that stays for an hour does no harm."""
    with suppress(OSError):
        mark.unlink()


def counts_from_first(view: F) -> F:
    """The instant of a press on this view is that of its first sending that nobody answered."""
    view.counts_from_first = True  # type: ignore[attr-defined]  # read by `marked_path`
    return view


def marked_path(app: Flask, request_line: bytes) -> str | None:
    """The path of a request whose arrival is to be marked, by its first line; else None."""
    found = _POST.fullmatch(request_line)
    if found is None:
        return None
    path = found[1].decode("ascii").partition("?")[0]
    try:
        endpoint, _values = app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return None
    return path if _counts_from_first(app, endpoint) else None


def first_unanswered(path: str) -> datetime | None:
    """When this path was first sent to without an answer, before this request and in this hour."""
    first = _marks().first(path)
    return first if first is not None and first < arrived_at() else None


def unanswered_here() -> datetime | None:
    """When what this request sends first came, if that counts once it is sent again."""
    if request.method != "POST" or not _counts_from_first(current_app, request.endpoint):
        return None
    return _marks().first(request.path)


def answer_for_good() -> None:
    """Settle the earlier ones too: whoever may press has been answered.

    Unless it fails (5xx), as a transaction still may.
    """
    request.environ[_ANSWERED] = request.path


@periodic("17")
@task
def forget_unanswered() -> None:
    """Every hour, remove the marks that count no longer."""
    _marks().forget_old()


def init_app(app: Flask) -> None:
    """Register after the arrivals."""
    with app.app_context():
        marks = Marks(settings().data_folder / "unanswered")
    app.extensions["unanswered"] = marks
    answer = app.wsgi_app

    def settling(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, *rest: Any) -> Any:  # noqa: ANN401  # WSGI
            if _ANSWERED in environ and not status.startswith("5"):
                marks.forget(environ[_ANSWERED])
            return start_response(status, *rest)

        return answer(environ, start)

    app.wsgi_app = settling  # type: ignore[method-assign]


def _counts_from_first(app: Flask, endpoint: str | None) -> bool:
    view = app.view_functions.get(endpoint or "")
    return getattr(view, "counts_from_first", False)


def _marks() -> Marks:
    found: Marks = current_app.extensions["unanswered"]
    return found


def _digest(path: str) -> str:
    return sha256(path.encode()).hexdigest()[:32]


def _instant(mark: Path) -> datetime | None:
    found = _MARK.fullmatch(mark.name)
    return None if found is None else datetime.fromtimestamp(int(found[1]) / 1_000_000, UTC)
