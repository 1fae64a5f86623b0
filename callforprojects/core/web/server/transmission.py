"""An answer as it leaves: whoever takes it slowly holds no thread.

A thread writes it whole: what the client takes at once is sent, the rest waits, a part of a file
where it is, anything else in a spool. The web server's loop (`core.web.server.web_worker`) then
sends it, as room comes.
"""

import errno
import os
import socket
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, BinaryIO

from callforprojects.core.web.server.spool import Spool

SEND_SECONDS = 60.0  # and as long again as what the loop sends takes at `SLOWEST` bytes a second
SLOWEST = 1024
_PIECE = 256 * 1024  # bytes
_SHORTER = "a file is shorter than what was to be sent of it"


@dataclass(slots=True)
class _Part:
    """Bytes that wait, in a file of which it has a descriptor of its own, or in the spool."""

    descriptor: int | None
    offset: int
    left: int

    def close(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)


class Transmission:
    """What stands for the socket while one answer is written: it never waits for the client."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.pending = 0  # bytes that wait for the client
        self.spooled = 0  # bytes for which the spool takes room, until it is closed
        self._is_begun = self._is_whole = False
        self._parts: deque[_Part] = deque()
        self._spool = Spool()
        self._written_at = time.monotonic()
        self._sent = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever else a socket does
        return getattr(self.sock, name)

    @property
    def due(self) -> float:
        """When the client must have taken more, on the monotonic clock.

        What the system took at once, before the client did, is not counted.
        """
        return self._written_at + SEND_SECONDS + self._sent / SLOWEST

    @property
    def is_cut(self) -> bool:
        """Whether something failed between the first byte and the last one."""
        return self._is_begun and not self._is_whole

    def sendall(self, data: bytes) -> None:
        """Send what has room; keep the rest.

        Raises OSError when the client is gone, or when there is no room to keep it.
        """
        self._is_begun = True
        if not self.pending:
            data = data[self._send(data) :]
        if not data:
            return
        self._spool.write(data)
        if not self._parts or self._parts[-1].descriptor is not None:
            self._parts.append(_Part(None, self.spooled, 0))
        self._parts[-1].left += len(data)
        self.spooled += len(data)
        self.pending += len(data)

    def sendfile(self, file: BinaryIO, offset: int = 0, count: int | None = None) -> int:
        """The same with a part of a file, which the caller may close or remove, but not change.

        Raises OSError when the client is gone, EOFError when the file is shorter.
        """
        self._is_begun = True
        length = max(0, os.fstat(file.fileno()).st_size - offset)
        count = length if count is None else count
        if count > length:
            raise EOFError(_SHORTER)
        is_first = not self.pending
        if count:
            self._parts.append(_Part(os.dup(file.fileno()), offset, count))
            self.pending += count
        while is_first and self.pending and self._send_piece():
            pass
        return count

    def finish(self) -> None:
        """The answer is written: from now on the client is waited for."""
        self._is_whole = True
        self._written_at = time.monotonic()

    def send_more(self) -> None:
        """Send what has room now, one piece at most: each client has its turn.

        Raises OSError when the client is gone or what waits cannot be read, EOFError when a file
        has become shorter.
        """
        before = self.pending
        self._send_piece()
        self._sent += before - self.pending

    def shutdown(self, _how: int) -> None:
        """Refuse: gunicorn ends so an answer that fails half-way, then waits in its thread.

        The loop closes it, without waiting.
        """
        raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))

    def close(self) -> None:
        """Forget what waits; the socket stays."""
        self.pending = self.spooled = 0
        while self._parts:
            self._parts.popleft().close()
        self._spool.close()

    def _send_piece(self) -> bool:
        """Send of the first part; say whether the client took all of the piece."""
        part = self._parts[0]
        piece = self._read(part)
        if not piece:
            raise EOFError(_SHORTER)
        sent = self._send(piece)
        part.offset += sent
        part.left -= sent
        self.pending -= sent
        if not part.left:
            self._parts.popleft().close()
        return sent == len(piece)

    def _read(self, part: _Part) -> bytes:
        size = min(_PIECE, part.left)
        if part.descriptor is not None:
            return os.pread(part.descriptor, size, part.offset)
        self._spool.seek(part.offset)
        return self._spool.read(size)

    def _send(self, data: bytes) -> int:
        done = 0
        view = memoryview(data)
        while done < len(view):
            try:
                done += self.sock.send(view[done:])
            except (BlockingIOError, InterruptedError):
                break
        return done
