"""What somebody had typed when their session was over: kept for an hour, given back once.

A form that is refused because nobody is signed in any more, or because its token is out of date,
loses nothing: its texts wait in the database under the hash of a random token. The token travels in
a signed cookie that the browser sends to that one address. They come back into the form once, at
the same address, to the same person when it is known who that was. Passwords and files are never
kept, nor what another site has sent.
"""

import json
import re
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, flash, g, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from callforprojects.core.data.clock import arrived_at, now
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.tokens import new_token, token_hash
from callforprojects.core.data.transaction import rollback, transaction, writing_apart
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import visitor
from callforprojects.core.web.limits import count_here
from callforprojects.core.web.origins import is_from_here

COOKIE = "typed"  # known to browsers by this name
LIFETIME = timedelta(hours=1)
LONGEST = 256 * 1024  # characters, as JSON
_PERSON = "person"
_RATE = "30 per hour"
_CHARACTERS = "2000000 per hour"  # as JSON: thirty forms of the longest would take four times that
_SECRET = re.compile(
    r"\w*(password|secret|token)|request_key"
)  # names of fields; those of answers have hyphens


class UnsentForm(Model):
    """The texts of one refused form: pairs of a name and a text, in order."""

    __tablename__ = "typed"

    token_hash: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    user_id: Mapped[uuid.UUID | None]
    fields: Mapped[list[Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)


def keep_unsent_form() -> str | None:
    """Keep the texts of this form; what the cookie will hold, or None when nothing is kept.

    What the request has done so far is forgotten: this is written in a transaction apart.
    """
    fields, person = _worth_keeping(), _former_person()
    rollback()
    if not fields or not _comes_back() or not is_from_here() or not _is_within_limits(fields):
        return None
    clear, stored = new_token()
    at = now()
    with writing_apart() as connection:
        connection.execute(sa.delete(UnsentForm).where(UnsentForm.expires_at <= at))
        connection.execute(
            sa.insert(UnsentForm).values(
                token_hash=stored,
                address=this_address(),
                user_id=person,
                fields=fields,
                expires_at=at + LIFETIME,
            )
        )
    return _signer().dumps(clear)


def remember_form(response: Response, token: str) -> Response:
    """Give the browser the key of what was kept, for this address only."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LIFETIME.total_seconds()),
        path=request.path,
        secure=settings().is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def unsent_form_here() -> MultiDict[str, str] | None:
    """What was typed on this page before the session was over; the page says so. Once only."""
    if request.method != "GET" or COOKIE not in request.cookies:
        return None
    if "unsent_form" not in g:
        g.unsent_form = _taken()
        if g.unsent_form is not None:
            flash(
                _("Your session had expired: here is what you had written, not saved yet."),
                "warning",
            )
    found: MultiDict[str, str] | None = g.unsent_form
    return found


def person_of(session_data: Mapping[str, Any] | None) -> str | None:
    """The identifier of the person whose session a cookie holds, or held until it was over.

    It says who a browser belongs to without asking the database: it opens nothing.
    """
    return None if session_data is None else session_data.get(_PERSON)


def this_address() -> str:
    """The path and the search of this request: where a form comes from and goes to."""
    return request.full_path.rstrip("?")


@periodic("*/10")
@task
def forget_unsent_forms() -> None:
    """Remove what nobody came back for."""
    with transaction():
        db.session.execute(sa.delete(UnsentForm).where(UnsentForm.expires_at <= now()))


def init_app(app: Flask) -> None:
    @app.after_request
    def remember_person(response: Response) -> Response:
        """Note in the cookie whose session this is: it says so still when the session is over."""
        person = g.get("_login_user")
        known = _identifier(person) if person is not None and person.is_authenticated else ""
        is_new = known and session.get(_PERSON) != known
        if is_new and response.status_code < HTTPStatus.BAD_REQUEST:
            session[_PERSON] = known
        return response

    @app.after_request
    def forget_key(response: Response) -> Response:
        """What was given back, or will never be, has no key any more."""
        if "unsent_form" in g:
            response.delete_cookie(COOKIE, path=request.path)
        return response


def _identifier(person: Model) -> str:
    """Known without asking the database again, even after a rollback."""
    identity = sa.inspect(person).identity
    return "" if identity is None else str(identity[0])


def _taken() -> MultiDict[str, str] | None:
    """Take the kept texts away, in one statement: two pages never get them both."""
    try:
        age = int(LIFETIME.total_seconds())
        clear = _signer().loads(request.cookies[COOKIE], max_age=age)
    except BadSignature:
        return None
    taking = (
        sa.delete(UnsentForm)
        .where(
            UnsentForm.token_hash == token_hash(str(clear)),
            UnsentForm.address == this_address(),
            sa.or_(UnsentForm.user_id.is_(None), UnsentForm.user_id == visitor().id),
            UnsentForm.expires_at > arrived_at(),
        )
        .returning(UnsentForm.fields)
    )
    with writing_apart() as connection:
        fields = connection.execute(taking).scalar_one_or_none()
    return None if fields is None else MultiDict([(name, text) for name, text in fields])


def _worth_keeping() -> list[list[str]]:
    fields = [
        [name, text]
        for name, texts in request.form.lists()
        for text in texts
        if not _SECRET.fullmatch(name)
    ]
    has_text = any(text.strip() for _name, text in fields)
    return fields if has_text and _length(fields) <= LONGEST else []


def _is_within_limits(fields: list[list[str]]) -> bool:
    """Whether this network has not filled the database with forms, many or long."""
    return count_here(_RATE, "typed") and count_here(_CHARACTERS, "typed", _length(fields))


def _length(fields: list[list[str]]) -> int:
    return len(json.dumps(fields))


def _comes_back() -> bool:
    """Whether the form is shown where it is sent."""
    return request.url_rule is not None and "GET" in (request.url_rule.methods or ())


def _former_person() -> uuid.UUID | None:
    """Who this browser's session belonged to, as far as the cookie knows."""
    if visitor().is_authenticated:
        return visitor().id
    known = person_of(session)
    return None if known is None else uuid.UUID(known)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="typed")
