"""The web server's worker: it reads whole requests in its loop, and stamps when they arrived.

A subclass of gunicorn's threaded worker, which gives a connection to a thread at once: there,
twenty people who send one byte a second hold every thread, as do those who take their answers
slowly, and the clock is first asked when a thread is free. Here the loop accepts, reads, sends and
closes without ever waiting; a thread gets what is whole, and writes what may wait. HTTP/1.1 without
TLS only, which is what `core.serving` asks for.
"""

import contextlib
import errno
import logging
import selectors
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from callforprojects.core.arrivals import ENVIRON_KEY
from callforprojects.core.buffer_limits import answer_in_excess, has_room_for_bodies
from callforprojects.core.connections import (
    CONTINUE,
    LINGER_SECONDS,
    Connection,
    received_at,
    refusal,
)
from callforprojects.core.reception import Reception, Refusal
from callforprojects.core.transmission import Transmission
from callforprojects.core.unanswered import marked_path, take_away

logger = logging.getLogger(__name__)
READ_AT_ONCE = 256 * 1024  # bytes
SWEEP_EVERY = 0.5  # seconds
FEWER_FOR = 5.0  # seconds without new connections but in place of others, when no more open


def _alone(step: Callable[..., None]) -> Callable[..., None]:
    """A step of the loop for one connection: whatever fails in it ends that connection only."""

    @wraps(step)
    def guarded(worker: "WebWorker", connection: Connection, *args: Any) -> None:  # noqa: ANN401
        try:
            step(worker, connection, *args)
        except Exception:
            logger.exception("a connection failed, and is closed")
            worker.drop(connection)

    return guarded


class WebWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Its application (`core.serving`) says how long a body may be, in `largest_body`.

    `has_proxy` says that every connection comes from the same machine, whoever asks.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # gunicorn's own
        super().__init__(*args, **kwargs)
        self.waiting: set[Connection] = set()
        self.queued: set[Connection] = set()  # for a thread, or answered by one
        self.taking: set[Connection] = set()  # an answer
        self.of_network: Counter[str] = Counter()
        self.swept_at = self.fewer_until = 0.0
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
        """In a thread: answer one whole request; say whether the connection may be used again."""
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

    # All that follows runs in the loop, and never waits.

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                logger.warning("no more connections can be opened")
                self.worker_connections = max(1, self.nr_conns)
                self.fewer_until = time.monotonic() + FEWER_FOR
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                raise
            return
        connection = Connection(self.cfg, sock, client, listener.getsockname())
        if not self.app.has_proxy and self.of_network[connection.network] >= self.share:
            sock.close()  # nobody takes the places of everybody
            return
        self.nr_conns += 1
        self.of_network[connection.network] += 1
        self.wait_for(connection)

    @property
    def share(self) -> int:
        """How many connections one network may have when no proxy stands before: half of all."""
        return max(1, int(self.cfg.worker_connections) // 2)

    def wait_for(self, connection: Connection) -> None:
        """Read what comes on it, when it comes."""
        connection.sock.settimeout(0)
        self.waiting.add(connection)
        read = partial(self.read_from, connection)
        self.poller.register(connection.sock, selectors.EVENT_READ, read)

    def leave(self, connection: Connection) -> None:
        """Neither read from it nor send to it, for now."""
        for group in (self.waiting, self.queued, self.taking):
            group.discard(connection)
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(connection.sock)

    def drop(self, connection: Connection) -> None:
        if connection.is_closed:
            return
        self.leave(connection)
        connection.close()
        self.nr_conns -= 1
        self.of_network[connection.network] -= 1
        if not self.of_network[connection.network]:
            del self.of_network[connection.network]

    @_alone
    def read_from(self, connection: Connection, sock: socket.socket) -> None:
        if connection not in self.waiting:  # closed by another event of the same turn
            return
        at = received_at(sock)
        try:
            data = sock.recv(READ_AT_ONCE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self.drop(connection)
        elif connection.lingers_until is None:
            self.take(connection, data, at)

    def take(self, connection: Connection, data: bytes, at: float) -> None:
        """Add to the request; give it to a thread once it is whole."""
        try:
            reception = connection.feed(data, at, self.app.largest_body)
            self.refuse_without_room(connection, reception)
        except Refusal as refused:
            self.refuse(connection, refused.status)
        except OSError:
            logger.warning("no room to receive a body", exc_info=True)
            self.refuse(connection, HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            if reception.is_whole:
                connection.mark = self.mark(reception)
                self.leave(connection)
                self.queued.add(connection)
                self.enqueue_req(connection)
            elif reception.expects_continue:
                reception.expects_continue = False
                self.send(connection, CONTINUE)

    def mark(self, reception: Reception) -> Path | None:
        """Leave a mark of a request that must count even if nobody can answer it."""
        application = self.answered_by
        if not isinstance(application, Flask):
            return None
        path = marked_path(application, reception.first_line)
        if path is None:
            return None
        mark: Path | None = application.extensions["unanswered"].leave(path, reception.began_at)
        return mark

    def refuse_without_room(self, connection: Connection, reception: Reception) -> None:
        """Raise Refusal when what has come of long bodies would not fit together."""
        if reception.is_whole or not reception.is_in_file:
            return
        present, has_proxy = self.waiting | self.queued, self.app.has_proxy
        if not has_room_for_bodies(connection.network, present, has_proxy=has_proxy):
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)

    @_alone
    def finish_request(self, connection: Connection, future: Any) -> None:  # noqa: ANN401
        """A thread has written its answer: see that it is taken, then go on or close."""
        self.queued.discard(connection)
        connection.forget()
        if connection.is_cut:
            self.drop(connection)
            return
        is_kept = not future.cancelled() and future.exception() is None and bool(future.result())
        if not connection.untaken:
            self.go_on(connection, is_kept=is_kept)
            return
        self.taking.add(connection)
        send = partial(self.send_more, connection, is_kept)
        self.poller.register(connection.sock, selectors.EVENT_WRITE, send)
        self.give_up_excess()

    def give_up_excess(self) -> None:
        """Close connections until what is kept of answers fits."""
        has_proxy = self.app.has_proxy
        while excess := answer_in_excess(self.taking, has_proxy=has_proxy):
            logger.warning("answers that nobody takes fill the room: a connection is closed")
            self.drop(excess)

    @_alone
    def send_more(self, connection: Connection, is_kept: bool, _sock: socket.socket) -> None:  # noqa: FBT001
        """The client has taken some of its answer: send more."""
        if connection not in self.taking:  # closed by another event of the same turn
            return
        try:
            connection.send_more()
        except OSError:
            self.drop(connection)
            return
        if not connection.untaken:
            self.leave(connection)
            self.go_on(connection, is_kept=is_kept)

    def go_on(self, connection: Connection, *, is_kept: bool) -> None:
        """Wait for the next request on this connection, or close it."""
        connection.end_transmission()
        if not is_kept:
            self.linger(connection)
            return
        seconds = self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER
        connection.idle_until = time.monotonic() + seconds
        self.wait_for(connection)
        if connection.rest:
            self.take(connection, connection.rest, connection.rest_at)

    def refuse(self, connection: Connection, status: HTTPStatus) -> None:
        self.send(connection, refusal(status))
        connection.forget()
        self.linger(connection)

    def send(self, connection: Connection, data: bytes) -> None:
        """A few bytes, for which a connection that is alive always has room."""
        with contextlib.suppress(OSError):
            connection.sock.send(data)

    def linger(self, connection: Connection) -> None:
        """Close our side, and read for a moment, so that the answer is not cut (RFC 9112, 9.6)."""
        connection.lingers_until = time.monotonic() + LINGER_SECONDS
        try:
            connection.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.drop(connection)
            return
        if connection not in self.waiting:
            self.wait_for(connection)

    def murder_keepalived(self, force: bool = False) -> None:  # noqa: FBT001, FBT002  # gunicorn's
        """End what is too slow, idle or closed."""
        present = time.monotonic()
        if not force and present < self.swept_at + SWEEP_EVERY:
            return
        self.swept_at = present
        if present > self.fewer_until:
            self.worker_connections = self.cfg.worker_connections
        is_full = self.nr_conns >= self.worker_connections
        for connection in list(self.waiting):
            is_idle = connection.reception is None
            if force or (is_idle and (is_full or present > connection.due)):
                self.drop(connection)
            elif present > connection.due:
                self.refuse(connection, HTTPStatus.REQUEST_TIMEOUT)
        for connection in list(self.taking):
            if force or present > connection.due:
                self.drop(connection)

    def _cap_keepalive(self, deadline: float) -> None:
        """A server that stops closes idle connections soon, and answers what is being sent."""
        for connection in self.waiting:
            connection.idle_until = min(connection.idle_until, deadline)
