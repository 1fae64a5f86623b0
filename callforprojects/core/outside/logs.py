"""The log: for those who run the program. It never holds personal data nor secrets.

What is written during a request carries the identifier of that request, which the answer gives
back in `X-Request-ID`, and which the page of an unexpected failure shows as its reference.
"""

import json
import logging
import re
import secrets
import sys
import time
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.outside.repeated_logs import RepeatFilter
from callforprojects.core.outside.settings import Settings, settings

REQUEST_ID = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_STANDARD = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

requests = logging.getLogger("callforprojects.requests")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: the static message, and the fields given with `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= _fields(record)
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """One line for a person: the hour in Paris, the message, then the fields."""

    def format(self, record: logging.LogRecord) -> str:
        hour = to_paris(now()).strftime("%H:%M:%S")
        fields = "".join(f" {name}={value}" for name, value in _fields(record).items())
        line = f"{hour} {record.levelname} {record.name}: {record.getMessage()}{fields}"
        if record.exc_info:
            line = f"{line}\n{self.formatException(record.exc_info)}"
        return line


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What was given with `extra`, after the request that it happened in."""
    given = {key: value for key, value in record.__dict__.items() if key not in _STANDARD}
    return ({"request_id": g.request_id} if _is_in_request() else {}) | given


def _is_in_request() -> bool:
    return has_request_context() and "request_id" in g


def request_id() -> str:
    """The identifier of the request being answered."""
    if "request_id" not in g:
        g.request_id = _believed() or secrets.token_hex(6)
    return str(g.request_id)


def _believed() -> str | None:
    """What our own proxy says, if it makes sense: from anybody else it could be anything."""
    given = request.headers.get(REQUEST_ID, "")
    return given if settings().proxies and _WELL_FORMED.fullmatch(given) else None


def handler(chosen: Settings) -> logging.Handler:
    """A way to the standard error, in words for a person or in JSON for a machine."""
    found = logging.StreamHandler(sys.stderr)
    found.setFormatter(JsonFormatter() if chosen.log_format == "json" else TextFormatter())
    found.addFilter(RepeatFilter())
    return found


def write_to_stderr(chosen: Settings) -> None:
    """Each request has its line in JSON; a person at a terminal asks for them with DEBUG."""
    package, runner = logging.getLogger("callforprojects"), logging.getLogger("huey")
    for logger in (package, runner):
        logger.handlers[:] = [handler(chosen)]
        logger.propagate = False
    package.setLevel(chosen.log_level)
    runner.setLevel(logging.WARNING)  # what it says of each task, we say
    is_quiet = chosen.log_format == "text" and chosen.log_level != "DEBUG"
    requests.setLevel(logging.WARNING if is_quiet else logging.NOTSET)


def init_app(app: Flask) -> None:
    """Register first: the hook on the answer then runs last, when its status is known."""
    with app.app_context():
        chosen = settings()
    if not chosen.is_testing:
        write_to_stderr(chosen)

    @app.before_request
    def arrive() -> None:
        g.began = time.perf_counter()
        request_id()

    @app.after_request
    def leave(response: Response) -> Response:
        response.headers[REQUEST_ID] = request_id()
        requests.info(
            "request",
            extra={
                "method": request.method,
                "endpoint": request.endpoint or "",
                "status": response.status_code,
                "duration_ms": round((time.perf_counter() - g.began) * 1000, 1),
            },
        )
        return response
