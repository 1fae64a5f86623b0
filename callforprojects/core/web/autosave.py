"""What a page is answered that sends what it holds while somebody writes: one shape, in JSON.

`state` is `saved`, `conflict` or `refused`; `message` a sentence; `version` that of what is kept (a
number, or the hash of a text), with which the page sends what comes next; `html` what stands beside
the boxes (what is wrong, or both texts); `has_faults` says that what is kept is not right yet;
`shown`, by name of other parts of the page, whether each is shown now.
`static/js/saving/` reads it.
"""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, jsonify

from callforprojects.core.data import transaction
from callforprojects.core.data.clock import now
from callforprojects.core.data.formats import hour
from callforprojects.core.text.errors import DomainError, Sentence, TooMany, UnavailableError
from callforprojects.core.text.i18n import _


def saved(
    *,
    version: str = "",
    html: str = "",
    has_faults: bool = False,
    shown: Mapping[str, bool] | None = None,
) -> Response:
    """It is kept, and the hour says so."""
    message = _("Saved at %(hour)s", hour=hour(now()))
    return _answer("saved", message, version=version, html=html, has_faults=has_faults, shown=shown)


def conflict(message: Sentence, *, version: str, html: str) -> tuple[Response, int]:
    """Somebody has saved another text meanwhile: nothing is kept until one is chosen."""
    return _answer("conflict", message, version=version, html=html), HTTPStatus.CONFLICT


def refused(error: DomainError, *, html: str = "") -> tuple[Response, int]:
    """It cannot be kept: why, and when to try again. What was done is forgotten."""
    transaction.rollback()
    answer = _answer("refused", error.message, html=html, has_faults=bool(html))
    if isinstance(error, UnavailableError | TooMany):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer, error.status


def _answer(
    state: str,
    message: Sentence,
    *,
    version: str = "",
    html: str = "",
    has_faults: bool = False,
    shown: Mapping[str, bool] | None = None,
) -> Response:
    return jsonify(
        state=state,
        message=str(message),
        version=version,
        html=html.strip(),
        has_faults=has_faults,
        shown=dict(shown or {}),
    )
