"""The web server's worker: it reads whole requests in its loop, and stamps when they arrived.

A subclass of gunicorn's threaded worker, which gives a connection to a thread at once: there,
twenty people who send one byte a second hold every thread, as do those who take their answers
slowly, and the clock is first asked when a thread is free. Here the loop accepts, reads, sends and
closes without ever waiting; a thread gets what is whole, and writes what may wait. HTTP/1.1 without
TLS only, which is what `core.web.server.serving` asks for.
"""

import contextlib
import errno
import logging
import selectors
import socket
import time
from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER

from callforprojects.core.web.server.answering import AnsweringWorker
from callforprojects.core.web.server.connection_limits import ConnectionLimits
from callforprojects.core.web.server.connections import CONTINUE, Connection, received_at, refusal
from callforprojects.core.web.server.reception import Refusal

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


class WebWorker(AnsweringWorker):
    """Its application (`core.web.server.serving`) says how long a body may be, in `largest_body`.

    All of it runs in the loop, and never waits.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # gunicorn's own
        super().__init__(*args, **kwargs)
        self.waiting: set[Connection] = set()
        self.taking: set[Connection] = set()  # an answer
        self.limits = ConnectionLimits(
            connections=int(self.cfg.worker_connections), has_proxy=self.app.has_proxy
        )
        self.swept_at = self.fewer_until = 0.0

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
        if not self.limits.has_place(connection.network):
            sock.close()  # nobody takes the places of everybody
            return
        self.nr_conns += 1
        self.limits.count(connection)
        self.wait_for(connection)

    def wait_for(self, connection: Connection) -> None:
        """Read what comes on it, when it comes."""
        connection.sock.settimeout(0)
        self.waiting.add(connection)
        read = partial(self.read_from, connection)
        self.poller.register(connection.sock, selectors.EVENT_READ, read)

    def leave(self, connection: Connection) -> None:
        """Neither read from it nor send to it, for now."""
        for group in (self.waiting, self.taking):
            group.discard(connection)
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(connection.sock)

    def drop(self, connection: Connection) -> None:
        if connection.is_closed:
            return
        self.leave(connection)
        connection.close()
        self.limits.count(connection)
        self.nr_conns -= 1

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
            self.limits.count_body(connection)
        except Refusal as refused:
            self.refuse(connection, refused.status)
        except OSError:
            logger.warning("no room to receive a body", exc_info=True)
            self.refuse(connection, HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            if reception.is_whole:
                connection.mark = self.mark(reception)
                self.leave(connection)
                self.enqueue_req(connection)
            elif reception.expects_continue:
                reception.expects_continue = False
                connection.send(CONTINUE)

    @_alone
    def finish_request(self, connection: Connection, future: Any) -> None:  # noqa: ANN401
        """A thread has written its answer: see that it is taken, then go on or close."""
        connection.forget()
        self.limits.count(connection)
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
        while excess := self.limits.answer_in_excess():
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
        self.limits.count(connection)
        if not is_kept:
            self.linger(connection)
            return
        seconds = self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER
        connection.idle_until = time.monotonic() + seconds
        self.wait_for(connection)
        if connection.rest:
            self.take(connection, connection.rest, connection.rest_at)

    def refuse(self, connection: Connection, status: HTTPStatus) -> None:
        connection.send(refusal(status))
        connection.forget()
        self.limits.count(connection)
        self.linger(connection)

    def linger(self, connection: Connection) -> None:
        """Read for a moment more what the client sends, then close."""
        try:
            connection.end_sending()
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
