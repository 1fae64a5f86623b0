"""When a request began to arrive: the instant by which a person's deadline is judged.

The web server stamps it in the WSGI environment (`core.web.server.web_worker`); a reverse proxy
may know better, since it keeps a slow upload to itself until it is whole.
"""

import logging
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask

from callforprojects.core.data.clock import arriving_at, now
from callforprojects.core.outside.settings import settings

logger = logging.getLogger(__name__)
ENVIRON_KEY = "callforprojects.arrived_at"
OLDEST = timedelta(minutes=10)
_SKEW = timedelta(milliseconds=50)  # a clock of another core, or of a proxy
_STAMP = re.compile(r"(?:t=)?(\d{9,11}(?:\.\d{1,9})?)")
Wsgi = Callable[..., Iterable[bytes]]


def arrival_of(environ: dict[str, Any], header: str | None) -> datetime:
    """When this request began to arrive; now, when nobody credible says.

    `header` is what the trusted proxy writes, None when there is none. A stamp in the future, or
    older than `OLDEST`, is ignored: a request is never accepted longer than that after a closing.
    """
    present = now()
    stamps = [environ.get(ENVIRON_KEY)]
    if header is not None:
        stamps.append(environ.get("HTTP_" + header.upper().replace("-", "_")))
    instants = [_instant(stamp) for stamp in stamps if stamp is not None]
    credible = [at for at in instants if at and present - OLDEST <= at <= present + _SKEW]
    if len(credible) < len(instants):
        logger.warning("a stamp of arrival was ignored")
    return min([present, *credible])


def _instant(stamp: object) -> datetime | None:
    """Seconds since 1970, as `$msec` of nginx writes them, with or without `t=`."""
    found = _STAMP.fullmatch(str(stamp).strip())
    return None if found is None else datetime.fromtimestamp(float(found[1]), UTC)


def _stamped(answer: Wsgi, header: str | None) -> Wsgi:
    def stamped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with arriving_at(arrival_of(environ, header)):
            return answer(environ, start_response)

    return stamped


def init_app(app: Flask) -> None:
    """Every request is answered as of its arrival."""
    with app.app_context():
        header = settings().arrival_header
    app.wsgi_app = _stamped(app.wsgi_app, header)  # type: ignore[method-assign]
