"""An answer as it leaves: whoever takes it slowly holds no thread.

A thread writes it whole: what the client takes at once is sent, the rest waits in memory or in a
file without a name. The web server's loop (`core.web_worker`) then sends it, as room comes.
"""

import os
import socket
import tempfile
import time
from typing import Any, BinaryIO

IN_MEMORY = 128 * 1024
SEND_SECONDS = 60.0  # and as long again as what the loop sends takes at `SLOWEST` bytes a second
SLOWEST = 1024
_PIECE = 256 * 1024  # bytes


class Transmission:
    """What stands for the socket while one answer is written: it never waits for the client."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.pending = 0
        self._started = time.monotonic()
        self._sent = 0
        self._rest = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._read_to = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever else a socket does
        return getattr(self.sock, name)

    @property
    def due(self) -> float:
        """When the client must have taken more, on the monotonic clock.

        What the system took at once, before the client did, is not counted.
        """
        return self._started + SEND_SECONDS + self._sent / SLOWEST

    def sendall(self, data: bytes) -> None:
        """Send what has room; keep the rest. Raises OSError when the client is gone."""
        if not self.pending:
            data = data[self._send(data) :]
        if data:
            self._rest.write(data)
            self.pending += len(data)

    def sendfile(self, file: BinaryIO, offset: int = 0, count: int | None = None) -> int:
        """The same with a part of a file."""
        done, number = 0, file.fileno()
        while count is None or done < count:
            size = _PIECE if count is None else min(_PIECE, count - done)
            piece = os.pread(number, size, offset + done)
            if not piece:
                break
            self.sendall(piece)
            done += len(piece)
        return done

    def send_more(self) -> None:
        """Send of the rest what has room now. Raises OSError when the client is gone."""
        while self.pending:
            self._rest.seek(self._read_to)
            piece = self._rest.read(_PIECE)
            sent = self._send(piece)
            self._read_to += sent
            self._sent += sent
            self.pending -= sent
            if sent < len(piece):
                return

    def close(self) -> None:
        """Forget the rest; the socket stays."""
        self._rest.close()

    def _send(self, data: bytes) -> int:
        done = 0
        view = memoryview(data)
        while done < len(view):
            try:
                done += self.sock.send(view[done:])
            except (BlockingIOError, InterruptedError):
                break
        return done
