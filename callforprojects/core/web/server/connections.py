"""A client's connection to the web server, and what it is told when it is waited for no longer."""

import socket
import struct
import time
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from gunicorn.workers.gthread import TConn

from callforprojects.core.web.limits import network_of
from callforprojects.core.web.server.reception import Reception

if TYPE_CHECKING:
    from pathlib import Path

    from callforprojects.core.web.server.transmission import Transmission

IDLE_SECONDS = 10.0  # a new connection that says nothing
LINGER_SECONDS = 2.0
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_TCP_INFO_SIZE, _LAST_DATA_RECEIVED = 104, 52  # struct tcp_info of Linux: tcpi_last_data_recv
_STALE = 600_000  # milliseconds: no request waits that long
_RESET = struct.pack("ii", 1, 0)  # struct linger: close at once, and say that it was cut
_WORDS = {
    HTTPStatus.REQUEST_TIMEOUT: (
        "La requête n’est pas arrivée entière à temps. Vérifiez votre connexion, puis réessayez.",
        "The request did not arrive whole in time. Check your connection, then try again.",
    ),
    HTTPStatus.LENGTH_REQUIRED: (
        "La requête ne dit pas sa longueur (Content-Length).",
        "The request does not say its length (Content-Length).",
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        "L’en-tête de la requête est trop long. Effacez les cookies de ce site, puis réessayez.",
        "The head of the request is too long. Remove the cookies of this site, then try again.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "Le serveur manque de place : rien n’a été enregistré. Réessayez dans quelques minutes.",
        "The server lacks room: nothing was saved. Try again in a few minutes.",
    ),
}


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection of the worker's loop: idle, sending a request, taking an answer, or closing."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any) -> None:  # noqa: ANN401
        super().__init__(cfg, sock, client, server)
        self.initialized = self.data_ready = True  # no handshake: the loop has done all there is
        self.network = network_of(client[0]) if client else ""  # a Unix socket has no address
        self.reception: Reception | None = None
        self.mark: Path | None = None  # of its request (`core.web.unanswered`)
        self.transmission: Transmission | None = None
        self.rest, self.rest_at = b"", 0.0
        self.idle_until = time.monotonic() + IDLE_SECONDS
        self.lingers_until: float | None = None
        self.is_closed = False

    @property
    def due(self) -> float:
        """When the loop stops waiting for it, on the monotonic clock."""
        if self.lingers_until is not None:
            return self.lingers_until
        if self.transmission is not None:
            return self.transmission.due
        return self.idle_until if self.reception is None else self.reception.due

    def feed(self, data: bytes, at: float, largest: int) -> Reception:
        """Take bytes that came at an instant; give the request that they belong to."""
        if self.reception is None:
            self.reception = Reception(began_at=at, started=time.monotonic(), largest=largest)
        self.rest, self.rest_at = self.reception.feed(data), at
        return self.reception

    def forget(self) -> None:
        """The request is answered, or refused."""
        if self.reception is not None:
            self.reception.close()
            self.reception = None

    @property
    def in_file(self) -> int:
        """How many bytes of a body that comes, or is being answered, take room on the disk."""
        return 0 if self.reception is None else self.reception.in_file

    @property
    def untaken(self) -> int:
        """How many bytes of an answer wait for the client."""
        return 0 if self.transmission is None else self.transmission.pending

    @property
    def spooled(self) -> int:
        """How many bytes of an answer take room in this process, or on the disk for it."""
        return 0 if self.transmission is None else self.transmission.spooled

    @property
    def is_cut(self) -> bool:
        """Whether an answer failed once it had begun."""
        return self.transmission is not None and self.transmission.is_cut

    def send(self, data: bytes) -> None:
        """A few bytes, for which a connection that is alive always has room."""
        with suppress(OSError):
            self.sock.send(data)

    def send_more(self) -> None:
        """Send of them what has room now. Raises OSError when the client is gone."""
        if self.transmission is not None:
            self.transmission.send_more()

    def end_transmission(self) -> None:
        """The answer is taken, or no longer waited for."""
        if self.transmission is not None:
            self.transmission.close()
            self.transmission = None

    def end_sending(self) -> None:
        """Close our side only, for a moment, so that the answer is not cut (RFC 9112, 9.6).

        Raises OSError when the client is gone.
        """
        self.lingers_until = time.monotonic() + LINGER_SECONDS
        self.sock.shutdown(socket.SHUT_WR)

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002  # gunicorn's
        """End it, with what is on its way.

        An answer that lacks its end is closed by a reset: an ordinary end is, for some clients,
        that of the answer.
        """
        if self.untaken or self.is_cut:
            with suppress(OSError):
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.forget()
        self.end_transmission()
        super().close(graceful)
        self.is_closed = True


def received_at(sock: socket.socket) -> float:
    """When the last bytes came to this machine, in seconds since 1970.

    The kernel of Linux knows it, even when nobody was there to accept the connection; elsewhere it
    is now.
    """
    present = time.time()
    try:
        known = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO_SIZE)
        (ago,) = struct.unpack_from("=I", known, _LAST_DATA_RECEIVED)
    except (OSError, AttributeError, struct.error):
        return present
    return present - ago / 1000 if ago < _STALE else present


def refusal(status: HTTPStatus) -> bytes:
    """An answer in both languages that asks nothing of a thread."""
    words = "\n".join((*_WORDS[status], "")).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(words)}",
        "Retry-After: 60",
    )
    return "\r\n".join((*head, "\r\n")).encode() + words
