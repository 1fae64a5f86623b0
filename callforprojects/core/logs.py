"""The log: for those who run the program. It never holds personal data nor secrets."""

import json
import logging
import sys
from typing import Any

from flask import Flask

from callforprojects.core.clock import now
from callforprojects.core.repeated_logs import RepeatFilter
from callforprojects.core.settings import settings

_STANDARD = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line: the static message, and the fields given with `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {key: value for key, value in record.__dict__.items() if key not in _STANDARD}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)


def init_app(app: Flask) -> None:
    """Write on the standard error, in words for a person or in JSON for a machine."""
    with app.app_context():
        chosen = settings()
    if chosen.is_testing:
        return
    handler = logging.StreamHandler(sys.stderr)
    if chosen.log_format == "json":
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    handler.addFilter(RepeatFilter())
    package = logging.getLogger("callforprojects")
    package.handlers[:] = [handler]
    package.setLevel(chosen.log_level)
    package.propagate = False
