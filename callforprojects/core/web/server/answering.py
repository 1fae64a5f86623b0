"""The half of the web server's worker that runs in its threads: a whole request is answered.

`core.web.server.web_worker` is the other half, the loop that reads requests and sends what is
written here.
"""

import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import ThreadWorker

from callforprojects.core.web.arrivals import ENVIRON_KEY
from callforprojects.core.web.server.connections import Connection
from callforprojects.core.web.server.reception import Reception
from callforprojects.core.web.server.transmission import Transmission
from callforprojects.core.web.unanswered import LONGEST_BODY, leave_mark, take_away

_UNAVAILABLE = str(HTTPStatus.SERVICE_UNAVAILABLE.value)


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
        """The application, told of the arrival. A 503 is noted: it is no answer for good."""

        def noted(status: str, *rest: Any) -> Any:  # noqa: ANN401  # WSGI
            self.answering.is_unavailable = status.startswith(_UNAVAILABLE)
            return start(status, *rest)

        environ[ENVIRON_KEY] = self.answering.began_at
        return self.answered_by(environ, noted)

    def handle(self, connection: Connection) -> bool:
        """Answer one whole request; say whether the connection may be used again."""
        connection.parser = RequestParser(self.cfg, connection.reception, connection.client)
        self.answering.is_unavailable = False
        is_kept = bool(super().handle(connection))
        if connection.mark is not None and not self.answering.is_unavailable:
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

    def _keepalive_after(self, _connection: Connection, keepalive: bool) -> bool:  # noqa: FBT001  # gunicorn's
        """What the application did not read of a body has come, and is let go with it.

        gunicorn reads it from the socket, 64 kB at most, and closes a connection that it has just
        said to keep.
        """
        return keepalive

    def mark(self, reception: Reception) -> Path | None:
        """Leave a mark of a request that must count even if nobody can answer it.

        In the loop: it is there before a thread is.
        """
        application = self.answered_by
        if not isinstance(application, Flask):
            return None
        body = reception.body(LONGEST_BODY)
        if body is None:
            return None
        return leave_mark(application, reception.head, body, reception.began_at)
