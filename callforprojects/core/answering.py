"""The half of the web server's worker that runs in its threads: a whole request is answered.

`core.web_worker` is the other half, the loop that reads requests and sends what is written here.
"""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import ThreadWorker

from callforprojects.core.arrivals import ENVIRON_KEY
from callforprojects.core.connections import Connection
from callforprojects.core.reception import Reception
from callforprojects.core.transmission import Transmission
from callforprojects.core.unanswered import marked_path, take_away


class AnsweringWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """It gives the application a request that has come whole, and never waits for the client."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # gunicorn's own
        super().__init__(*args, **kwargs)
        self.answering = threading.local()

    def load_wsgi(self) -> None:
        """Each thread says when the request that it answers began to arrive."""
        super().load_wsgi()
        self.answered_by: Callable[..., Iterable[bytes]] = self.wsgi  # type: ignore[has-type]
        self.wsgi = self.stamped

    def stamped(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """The application, told of the arrival. What fails is noted: it may be sent again."""

        def noted(status: str, *rest: Any) -> Any:  # noqa: ANN401  # WSGI
            self.answering.has_failed = status.startswith("5")
            return start(status, *rest)

        environ[ENVIRON_KEY] = self.answering.began_at
        self.answering.has_failed = True  # until there is an answer
        return self.answered_by(environ, noted)

    def handle(self, connection: Connection) -> bool:
        """Answer one whole request; say whether the connection may be used again."""
        connection.parser = RequestParser(self.cfg, connection.reception, connection.client)
        self.answering.has_failed = False
        is_kept = bool(super().handle(connection))
        if connection.mark is not None and not self.answering.has_failed:
            take_away(connection.mark)
        return is_kept

    def handle_request(self, request: Any, connection: Connection) -> bool:  # noqa: ANN401
        """What could not be read to its end as announced is the last of its connection."""
        reception = connection.reception
        if reception is None or request.body.reader.length != reception.awaited:
            request.force_close()
        self.answering.began_at = time.time() if reception is None else reception.began_at
        sock = connection.sock
        sock.settimeout(0)
        connection.sock = connection.transmission = Transmission(sock)
        try:
            is_kept = bool(super().handle_request(request, connection))
            connection.transmission.finish()
        finally:
            connection.sock = sock
        return is_kept

    def mark(self, reception: Reception) -> Path | None:
        """Leave a mark of a request that must count even if nobody can answer it.

        In the loop: it is there before a thread is.
        """
        application = self.answered_by
        if not isinstance(application, Flask):
            return None
        path = marked_path(application, reception.first_line)
        if path is None:
            return None
        mark: Path | None = application.extensions["unanswered"].leave(path, reception.began_at)
        return mark
