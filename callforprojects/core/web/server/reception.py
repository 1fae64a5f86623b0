"""A request as it arrives, byte after byte: it holds no thread until it is whole.

What is short stays in memory, what is long goes to a file without a name, and what is too slow is
refused. The web server's loop (`core.web.server.web_worker`) feeds it; a thread then reads it like
a socket.
"""

import re
from dataclasses import dataclass, field
from http import HTTPStatus

from callforprojects.core.web.server.spool import IN_MEMORY, Spool

HEAD_LIMIT = 64 * 1024
HEAD_SECONDS = 15.0
BODY_SECONDS = 20.0  # and as long again as the body takes at `SLOWEST` bytes a second
SLOWEST = 1024
LONGEST = 300.0  # or as long as the whole body takes at `UPLOAD_RATE`
UPLOAD_RATE = 48 * 1024  # bytes a second: a document of 25 MB from a slow line
LONGEST_OF_ALL = 540.0  # a minute before `arrivals.OLDEST`: it may still wait for a thread
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r$")
_CODED = re.compile(rb"(?im)^transfer-encoding:")
_EXPECT = re.compile(rb"(?im)^expect:[ \t]*100-continue[ \t]*\r\n")


class Refusal(Exception):
    """The request is not waited for any longer: the answer is this status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(slots=True, kw_only=True)
class Reception:
    """One request. `began_at` is in seconds since 1970, `started` on the monotonic clock.

    A body that is announced longer than `largest` is not waited for: the pages refuse it by its
    head, in words.
    """

    began_at: float
    started: float
    largest: int
    length: int | None = None
    expects_continue: bool = False
    _head: bytearray = field(default_factory=bytearray)
    _body: Spool = field(default_factory=Spool)
    _received: int = 0

    @property
    def is_too_large(self) -> bool:
        return self.length is not None and self.length > self.largest

    @property
    def awaited(self) -> int:
        """How many bytes of body are waited for."""
        return 0 if self.length is None or self.is_too_large else self.length

    @property
    def is_whole(self) -> bool:
        if self.length is None:
            return False
        return self.is_too_large or self._received == self.length

    @property
    def head(self) -> bytes:
        """Its first line and its headers, as long as nobody has read them."""
        return bytes(self._head.removesuffix(_END_OF_HEAD))

    def body(self, longest: int) -> bytes | None:
        """All of a body that is whole and no longer than this; None of a longer one."""
        if self.awaited > longest:
            return None
        self._body.seek(0)
        read = self._body.read()
        self._body.seek(0)
        return read

    @property
    def is_in_file(self) -> bool:
        return self.awaited > IN_MEMORY

    @property
    def in_file(self) -> int:
        """How many bytes of body have come to its file."""
        return self._received if self._received > IN_MEMORY else 0

    @property
    def due(self) -> float:
        """When it must have come further, on the monotonic clock."""
        if self.length is None:
            return self.started + HEAD_SECONDS
        longest = min(max(LONGEST, self.length / UPLOAD_RATE), LONGEST_OF_ALL)
        return self.started + min(BODY_SECONDS + self._received / SLOWEST, longest)

    def feed(self, data: bytes) -> bytes:
        """Take what belongs to this request; give back what belongs to the next one.

        Raises Refusal when the head is too long or says no length, OSError when the disk is full.
        """
        if self.length is None:
            data = self._feed_head(data)
        if self.length is None or self.is_too_large:
            return data
        mine = data[: self.length - self._received]
        self._body.write(mine)
        self._received += len(mine)
        if self.is_whole:
            self._body.seek(0)
        return data[len(mine) :]

    def recv(self, size: int) -> bytes:
        """What has come, as a socket gives it; nothing more at its end."""
        if self._head:
            given = bytes(self._head[:size])
            del self._head[:size]
            return given
        return self._body.read(size)

    def close(self) -> None:
        self._body.close()

    def _feed_head(self, data: bytes) -> bytes:
        searched = max(0, len(self._head) - len(_END_OF_HEAD))
        self._head += data
        end = self._head.find(_END_OF_HEAD, searched)
        if end < 0:
            if len(self._head) > HEAD_LIMIT:
                raise Refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return b""
        end += len(_END_OF_HEAD)
        rest = bytes(self._head[end:])
        head = bytes(self._head[:end])
        if _CODED.search(head):
            raise Refusal(HTTPStatus.LENGTH_REQUIRED)
        self.expects_continue = _EXPECT.search(head) is not None
        self._head = bytearray(_EXPECT.sub(b"", head))
        self.length = int(found[1]) if (found := _LENGTH.search(head)) else 0
        return rest
