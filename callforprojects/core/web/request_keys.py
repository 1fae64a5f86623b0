"""A form sent twice is done once: the second sending ends where the first one ended.

Each form carries a random key. The first request with a key notes, in its own transaction, where
it ended: the address and the sentences said there. A second one of the same person, with the same
key and the same content to the same address, is sent there too, and nothing is done again. A form
that was refused notes nothing; one with other content is another request. A page made from one
version of a thing needs no key: its version says what was seen, in however many tabs.

The key says when its page was drawn. What is refused to somebody who had sent the same content
from another page, after this one was drawn, ends where that one did: it is done already.

What was sent is not kept: key, person, address and content are one keyed hash. The sentences said
afterwards are, for a day; they may name a person or a file.
"""

import hmac
import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import IO, Any

import sqlalchemy as sa
from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import HTTPException

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import SAFE_METHODS, Model, db
from callforprojects.core.data.transaction import read_again, rollback, transaction
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.core.text.errors import DomainError
from callforprojects.core.web.access import check_gate_first, read_only_block, visitor
from callforprojects.core.web.preparation import run_preparation

FIELD = "request_key"
LIFETIME = timedelta(days=1)
_APART = frozenset({FIELD, "csrf_token"})  # what differs in two copies of one form
_CLAIM = "request_key_claim"
_FLASHES = "_flashes"
ONCE = "once"
"""The kind of a sentence that holds a secret: it is said to the first request, and not kept."""
_DONE_ALREADY = frozenset({403, 404, 409, 410, 422})  # how one is told what one has done oneself
_KEY = re.compile(r"[\w-]{22}", re.ASCII)
_BYTES_OF_TIME, _RANDOM_BYTES = 6, 10  # of a key, which begins with the milliseconds since 1970
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_000_000_000_000  # the year 2096
_PIECE = 64 * 1024
_SECRET = re.compile(r"[\w-]{40}", re.ASCII)  # a token in an address; identifiers are shorter


class RequestKey(Model):
    """Where one request ended. `location` is empty until it has ended.

    `content` is its fingerprint without the key: the same from another page of the same person.
    `is_done_again`: it gave the browser a session or a cookie, which may never have arrived.
    """

    __tablename__ = "request_key"

    fingerprint: Mapped[str] = mapped_column(unique=True)
    content: Mapped[str] = mapped_column(index=True, default="")
    location: Mapped[str] = mapped_column(default="")
    status: Mapped[int] = mapped_column(default=int(HTTPStatus.FOUND))
    flashes: Mapped[list[Any]] = mapped_column(default=list)
    is_done_again: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class _Sending:
    """What was sent: with its key, and without it; and when its page was drawn, if it says so."""

    fingerprint: str
    content: str
    drawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Claim:
    """A request that is done: what its session held before, and where a first one ended."""

    sending: _Sending
    session: dict[str, Any]
    flashes: int
    before: RequestKey | None


def key_input() -> Markup:
    """The hidden field that every form carries, with a key of its own that says when."""
    milliseconds = int(now().timestamp() * 1000).to_bytes(_BYTES_OF_TIME)
    key = urlsafe_b64encode(milliseconds + secrets.token_bytes(_RANDOM_BYTES)).decode().rstrip("=")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, key)


@periodic("7")
@task
def forget_request_keys() -> None:
    """Every hour, remove what nobody will send again."""
    with transaction():
        db.session.execute(sa.delete(RequestKey).where(RequestKey.expires_at <= now()))


def init_app(app: Flask) -> None:
    """Register last: after the token is checked, and around what the view itself does."""
    app.before_request(_repeat_or_claim)
    app.after_request(_note_ending)


def _repeat_or_claim() -> ResponseReturnValue | None:
    """Answer as the first time, before anybody's rights: the first may have ended them.

    What came and who asks is read before the turn to write; so are their rights, unless it is a
    second time. Two at once: the second waits here until the first has committed or failed. One
    whose rights the first has ended between these two readings is sent where it ended too.
    """
    if request.method in SAFE_METHODS or request.url_rule is None:
        return None
    with read_only_block():
        sending = _sending()
        known = None if sending is None else _ended(sending)
    if known is None:
        try:
            check_gate_first()
        except (HTTPException, DomainError):
            meanwhile = _ended_meanwhile(sending)
            if meanwhile is None:
                raise
            return _sent_where(meanwhile)
    if known is None or known.is_done_again:
        run_preparation()
    if sending is None:
        return None
    before = None if _claimed(sending) else _ended(sending)
    if before is not None and not before.is_done_again:
        return _sent_where(before)
    flash_count = len(session.get(_FLASHES, []))
    setattr(g, _CLAIM, _Claim(sending, _session_facts(), flash_count, before))
    return None


def _ended(sending: _Sending) -> RequestKey | None:
    """Where the first one ended."""
    return _first_ending(RequestKey.fingerprint == sending.fingerprint)


def _ended_elsewhere(sending: _Sending) -> RequestKey | None:
    """Where the same content from another page ended, after this page was drawn."""
    if sending.drawn_at is None:
        return None
    return _first_ending(
        RequestKey.content == sending.content, RequestKey.updated_at >= sending.drawn_at
    )


def _first_ending(*conditions: sa.ColumnElement[bool]) -> RequestKey | None:
    """Detached, so that a rollback leaves it as it was read."""
    query = sa.select(RequestKey).where(RequestKey.location != "", *conditions)
    row = db.session.scalar(query.order_by(RequestKey.updated_at.desc()).limit(1))
    if row is not None:
        db.session.expunge(row)
    return row


def _ended_meanwhile(sending: _Sending | None) -> RequestKey | None:
    """Where the first one ended, when it has since we looked, or the same from another page."""
    if sending is None:
        return None
    read_again()
    return _ended(sending) or _ended_elsewhere(sending)


def _sent_where(ended: RequestKey) -> Response:
    for category, message in ended.flashes:
        flash(message, category)
    return make_response(redirect(ended.location, ended.status))


def _note_ending(response: Response) -> Response:
    """Note where a request ended well. A page or a download is asked for again each time.

    So is a session or a cookie; when it cannot be given twice (a link opens once), whoever comes
    second is sent where the first one ended all the same.
    """
    claim: _Claim | None = g.pop(_CLAIM, None)
    if claim is None:
        return response
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return _refused(response, claim)
    location = response.location or ""
    row = RequestKey.fingerprint == claim.sending.fingerprint
    if location and not _SECRET.search(location):
        db.session.execute(sa.update(RequestKey).where(row).values(_ending(response, claim)))
    else:
        db.session.execute(sa.delete(RequestKey).where(row))
    return response


def _refused(response: Response, claim: _Claim) -> Response:
    """What was refused because it is done already ends where it was done; a fault stays one."""
    if claim.before is not None:
        rollback()
        return _sent_where(claim.before)
    if response.status_code not in _DONE_ALREADY:
        return response
    rollback()
    elsewhere = _ended_elsewhere(claim.sending)
    return response if elsewhere is None else _sent_where(elsewhere)


def _ending(response: Response, claim: _Claim) -> dict[str, Any]:
    flashes = session.get(_FLASHES, [])[claim.flashes :]
    return {
        "location": response.location,
        "status": response.status_code,
        "flashes": [[kind, str(text)] for kind, text in flashes if kind != ONCE],
        "is_done_again": "Set-Cookie" in response.headers or _session_facts() != claim.session,
    }


def _session_facts() -> dict[str, Any]:
    return {name: value for name, value in session.items() if name != _FLASHES}


def _claimed(sending: _Sending) -> bool:
    """Insert the row; whether it was the first. Waits for whoever is inserting the same."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    inserting = (
        dialect.insert(RequestKey)
        .values(
            fingerprint=sending.fingerprint,
            content=sending.content,
            expires_at=now() + LIFETIME,
        )
        .on_conflict_do_nothing(index_elements=[RequestKey.fingerprint])
        .returning(RequestKey.id)
    )
    return db.session.execute(inserting).scalar_one_or_none() is not None


def _sending() -> _Sending | None:
    """Keyed hashes of person, address and content, with the key and without it.

    None for what carries no key. A script reads its answer each time: it is not sent anywhere.
    """
    is_script = request.headers.get("Accept") == "application/json"
    if is_script:
        return None
    key, version = request.form.get(FIELD, ""), request.form.get("version", "")
    if not version and not _KEY.fullmatch(key):
        return None
    content = _hash(_content())
    fingerprint = content if version else _hash([key.encode(), content.encode()])
    return _Sending(fingerprint, content, _drawn_at(key))


def _drawn_at(key: str) -> datetime | None:
    """When the page that carries this key was drawn; a key that was made up says nothing."""
    if not _KEY.fullmatch(key) or not visitor().is_authenticated:
        return None  # two guests may send the same: one is not sent where the other ended
    milliseconds = int.from_bytes(urlsafe_b64decode(key + "==")[:_BYTES_OF_TIME])
    return _EPOCH + timedelta(milliseconds=milliseconds) if milliseconds < _LATEST else None


def _hash(pieces: Iterable[bytes]) -> str:
    whole = hmac.new(str(current_app.secret_key).encode(), digestmod=sha256)
    for piece in pieces:
        whole.update(len(piece).to_bytes(8, "big") + piece)
    return whole.hexdigest()


def _content() -> Iterator[bytes]:
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _APART]
    yield json.dumps([str(visitor().id), request.full_path, fields]).encode()
    for name, file in request.files.items(multi=True):
        yield json.dumps([name, file.filename]).encode()
        yield from _pieces(file.stream)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """A document, piece by piece; its reader finds it at its beginning."""
    while piece := stream.read(_PIECE):
        yield piece
    stream.seek(0)
