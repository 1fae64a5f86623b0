"""The web server's worker: it reads whole requests in its loop, and stamps when they arrived.

A subclass of gunicorn's threaded worker, which gives a connection to a thread at once: there,
twenty people who send one byte a second hold every thread, and the clock is first asked when a
thread is free. Here the loop accepts, reads and closes without ever waiting; a thread gets what is
whole. HTTP/1.1 without TLS only, which is what `core.serving` asks for.
"""

import contextlib
import errno
import logging
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from callforprojects.core.arrivals import ENVIRON_KEY
from callforprojects.core.connections import (
    CONTINUE,
    LINGER_SECONDS,
    Connection,
    received_at,
    refusal,
)
from callforprojects.core.reception import Reception, Refusal

logger = logging.getLogger(__name__)
READ_AT_ONCE = 256 * 1024  # bytes
WAITING_BODIES = 2 * 1024**3  # bytes of long bodies that have come and are not whole, at most
WAITING_OF_ONE = 512 * 1024**2  # those of one network
SEND_SECONDS = 60.0  # for each piece of an answer
SWEEP_EVERY = 0.5  # seconds
FEWER_FOR = 5.0  # seconds without new connections but in place of others, when no more open


class WebWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Its application (`core.serving`) says how long a body may be, in `largest_body`.

    `has_proxy` says that every connection comes from the same machine, whoever asks.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # gunicorn's own
        super().__init__(*args, **kwargs)
        self.waiting: set[Connection] = set()
        self.swept_at = self.fewer_until = 0.0
        self.answering = threading.local()

    def load_wsgi(self) -> None:
        """Each thread says when the request that it answers began to arrive."""
        super().load_wsgi()
        answer: Callable[..., Iterable[bytes]] = self.wsgi  # type: ignore[has-type]

        def stamped(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            environ[ENVIRON_KEY] = self.answering.began_at
            return answer(environ, start)

        self.wsgi = stamped

    def handle(self, connection: Connection) -> bool:
        """In a thread: answer one whole request; say whether the connection may be used again."""
        connection.parser = RequestParser(self.cfg, connection.reception, connection.client)
        return bool(super().handle(connection))

    def handle_request(self, request: Any, connection: Connection) -> bool:  # noqa: ANN401
        """What could not be read to its end as announced is the last of its connection."""
        reception = connection.reception
        if reception is None or request.body.reader.length != reception.awaited:
            request.force_close()
        self.answering.began_at = time.time() if reception is None else reception.began_at
        connection.sock.settimeout(SEND_SECONDS)
        try:
            return bool(super().handle_request(request, connection))
        except TimeoutError:
            return False  # whoever asked takes the answer too slowly

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
        self.nr_conns += 1
        self.wait_for(Connection(self.cfg, sock, client, listener.getsockname()))

    def wait_for(self, connection: Connection) -> None:
        """Read what comes on it, when it comes."""
        connection.sock.settimeout(0)
        self.waiting.add(connection)
        read = partial(self.read_from, connection)
        self.poller.register(connection.sock, selectors.EVENT_READ, read)

    def leave(self, connection: Connection) -> None:
        """Read nothing more from it, for now."""
        self.waiting.discard(connection)
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(connection.sock)

    def drop(self, connection: Connection) -> None:
        self.leave(connection)
        connection.forget()
        connection.close()
        self.nr_conns -= 1

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
                self.leave(connection)
                self.enqueue_req(connection)
            elif reception.expects_continue:
                reception.expects_continue = False
                self.send(connection, CONTINUE)

    def refuse_without_room(self, connection: Connection, reception: Reception) -> None:
        """Raise Refusal when what has come of long bodies would not fit together.

        What bodies announce is not counted: announcing costs nothing. Without a proxy, what comes
        from one network is bounded too: it takes the place of nobody else.
        """
        if reception.is_whole or not reception.is_in_file:
            return
        bodies = [(one.network, one.reception.in_file) for one in self.waiting if one.reception]
        of_network = (size for network, size in bodies if network == connection.network)
        is_too_much = sum(size for _network, size in bodies) > WAITING_BODIES or (
            not self.app.has_proxy and sum(of_network) > WAITING_OF_ONE
        )
        if is_too_much:
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)

    def finish_request(self, connection: Connection, future: Any) -> None:  # noqa: ANN401
        """A thread has answered: wait for the next request on this connection, or close it."""
        connection.forget()
        if future.cancelled() or future.exception() is not None or not future.result():
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

    def _cap_keepalive(self, deadline: float) -> None:
        """A server that stops closes idle connections soon, and answers what is being sent."""
        for connection in self.waiting:
            connection.idle_until = min(connection.idle_until, deadline)
