"""Every failure has its page, in words, with the right status, and writes nothing."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import TypeVar

from flask import (
    Flask,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    TimeoutError as PoolTimeout,
)
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from callforprojects.core.data import transaction
from callforprojects.core.data.database import SAFE_METHODS
from callforprojects.core.data.feature import landmark
from callforprojects.core.data.formats import day, second, wait_in_words
from callforprojects.core.outside.logs import request_id
from callforprojects.core.outside.storage import is_full
from callforprojects.core.text.errors import (
    DomainError,
    DraftDeleted,
    ImpossibleHost,
    SentFromElsewhere,
    TooMany,
    UnavailableError,
)
from callforprojects.core.text.i18n import _, in_language
from callforprojects.core.web import request_transaction
from callforprojects.core.web.access import visitor
from callforprojects.core.web.limits import seconds_to_wait_here
from callforprojects.core.web.unanswered import KEPT, unanswered_here
from callforprojects.core.web.unsent_forms import keep_unsent_form, remember_form, this_address

logger = logging.getLogger(__name__)
_PAGES = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503})
_WITHOUT_DATABASE = frozenset({500, 503})
_AT_THE_DOOR = frozenset({ImpossibleHost.page, SentFromElsewhere.page})  # without database too
_AT = {"fr": "à", "en": "at"}

E = TypeVar("E", bound=Exception)


def error_page(
    status: int,
    message: object = "",
    reference: str = "",
    wait: str = "",
    *,
    name: str = "",
    address: str = "",
) -> ResponseReturnValue:
    """The page of a failure. Those of 500 and 503 ask nothing of the database nor of the session,
    nor do those of a request that is refused at the door.

    `address` is a page where one can go on, if there is one.
    """
    page_status = status if status in _PAGES else int(HTTPStatus.BAD_REQUEST)
    template = f"errors/{name or page_status}.html"
    values = {"message": str(message), "reference": reference, "address": address, "wait": wait}
    if name in _AT_THE_DOOR:
        return current_app.jinja_env.get_template(template).render(), status
    if page_status in _WITHOUT_DATABASE:
        alone = current_app.jinja_env.get_template(template)
        return alone.render(values, sent=unanswered_here(), kept=KEPT, instant=_instant), status
    return render_template(template, **values), status


def _refusing_writes(
    refuse: Callable[[E], ResponseReturnValue],
) -> Callable[[E], ResponseReturnValue]:
    """A refusal waits for nobody, even of a request that never reached its gate (decision 0029)."""

    @wraps(refuse)
    def refused(error: E) -> ResponseReturnValue:
        if request.method not in SAFE_METHODS:
            request_transaction.refuse_writes()
        return refuse(error)

    return refused


@_refusing_writes
def _domain(error: DomainError) -> ResponseReturnValue:
    transaction.rollback()  # the page reads what is, not what was about to be
    if isinstance(error, TooMany):
        return _too_many(error.retry_after, error.message)
    list_endpoint = error.list_endpoint if isinstance(error, DraftDeleted) else ""
    address = url_for(list_endpoint) if list_endpoint else ""
    response = make_response(
        error_page(error.status, error.message, name=error.page, address=address)
    )
    if isinstance(error, UnavailableError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _too_many(seconds: int, message: object = "") -> ResponseReturnValue:
    """Why, and when to come back: in words, and in the header that programs read."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    response = make_response(error_page(status, message, wait=wait_in_words(seconds)))
    response.headers["Retry-After"] = str(seconds)
    return response


@_refusing_writes
def _limited(_error: HTTPException) -> ResponseReturnValue:
    """The limit declared on a view (`core.web.limits.limit`) is passed."""
    return _too_many(seconds_to_wait_here())


@_refusing_writes
def _unauthorised(_error: HTTPException) -> ResponseReturnValue:
    """A guest who opens a page is sent to the sign-in page and comes back afterwards."""
    if request.method in SAFE_METHODS:
        return redirect(url_for(landmark("sign_in"), next=this_address()))
    return _sign_in_again(keep_unsent_form())


def _sign_in_again(token: str | None) -> ResponseReturnValue:
    """The session was over when a form came: once signed in, what was typed is there again."""
    if token is None:
        return error_page(HTTPStatus.UNAUTHORIZED)
    message = _("What you wrote is kept for one hour: sign in, and it comes back on the page.")
    template = f"errors/{HTTPStatus.UNAUTHORIZED.value}.html"
    html = render_template(template, message=message, reference="", address=this_address())
    return remember_form(make_response(html, HTTPStatus.UNAUTHORIZED), token)


@_refusing_writes
def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return error_page(error.code)


@_refusing_writes
def _csrf(_error: CSRFError) -> ResponseReturnValue:
    """The page is older than the session: the form is shown again, with what was typed."""
    token = keep_unsent_form()
    if token is not None:
        view = current_app.view_functions[str(request.endpoint)]
        if visitor().is_authenticated or getattr(view, "access", "") == "public":
            answer = redirect(this_address(), HTTPStatus.SEE_OTHER)
            return remember_form(make_response(answer), token)
        return _sign_in_again(token)
    return error_page(
        HTTPStatus.BAD_REQUEST,
        _("This form has expired. Go back, reload the page and send it again."),
    )


@_refusing_writes
def _conflict(error: Exception) -> ResponseReturnValue:
    logger.info("conflict", extra={"rule": _rule(), "kind": type(error).__name__})
    transaction.rollback()
    return error_page(HTTPStatus.CONFLICT)


def _database_gone(error: DBAPIError | PoolTimeout) -> ResponseReturnValue:
    return _unavailable("database unavailable", error)


def _unavailable(reason: str, error: Exception) -> ResponseReturnValue:
    """Nothing was saved: the page says so, and when to come back."""
    logger.error(reason, exc_info=error, extra={"rule": _rule()})
    transaction.rollback()
    response = make_response(error_page(HTTPStatus.SERVICE_UNAVAILABLE))
    response.headers["Retry-After"] = "10"
    return response


def _broken(error: InternalServerError) -> ResponseReturnValue:
    """What failed while committing comes here too: it keeps its own page."""
    session.pop("_flashes", None)
    cause = error.original_exception
    if isinstance(cause, OperationalError | InterfaceError | PoolTimeout):
        return _database_gone(cause)
    if isinstance(cause, IntegrityError | StaleDataError):
        return _conflict(cause)
    if isinstance(cause, OSError) and is_full(cause):
        return _unavailable("disk full", cause)
    reference = request_id()
    logger.error(
        "unexpected failure", exc_info=cause, extra={"reference": reference, "rule": _rule()}
    )
    return error_page(HTTPStatus.INTERNAL_SERVER_ERROR, reference=reference)


def _instant(value: datetime, language: str) -> str:
    """To the second, without asking the database which language the visitor reads."""
    with in_language(language):
        return f"{day(value)} {_AT[language]} {second(value)}"


def _rule() -> str:
    """Which page it was, for the log: never the address itself, which may hold a token."""
    return "" if request.url_rule is None else request.url_rule.rule


def _log_nothing(_failure: object) -> None:
    """Flask would write the address, which may hold a token; `_broken` writes all the rest."""


def init_app(app: Flask) -> None:
    app.log_exception = _log_nothing  # type: ignore[method-assign,assignment]
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(401, _unauthorised)
    app.register_error_handler(429, _limited)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(StaleDataError, _conflict)
    for gone in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(gone, _database_gone)
    app.register_error_handler(500, _broken)
