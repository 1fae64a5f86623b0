"""One person's connection: requests over a socket of the loopback, from an address of their own."""

import asyncio
import html
import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus

HOST = "127.0.0.1"
PATIENCE = 120  # seconds that a person waits for a page
NO_ANSWER = 0
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 when nothing did. `sent_at` is in seconds since 1970."""

    step: str
    status: int
    sent_at: float
    seconds: float
    text: str = ""
    location: str = ""

    @property
    def is_trouble(self) -> bool:
        """The server said that it could not, or said nothing."""
        return self.status in (NO_ANSWER, HTTPStatus.REQUEST_TIMEOUT) or self.status >= 500  # noqa: PLR2004

    @property
    def token(self) -> str:
        found = _TOKEN.search(self.text)
        return html.unescape(found[1]) if found else ""


@dataclass(slots=True)
class Client:
    """Keeps its connection open and its session, as a browser does, and notes what it was told."""

    port: int
    address: str
    cookie: str
    answers: list[Answer] = field(default_factory=list)
    _streams: Streams | None = None

    async def get(self, step: str, path: str) -> Answer:
        return await self.ask(step, f"GET {path}", path)

    async def post(self, step: str, path: str, body: bytes, kind: str) -> Answer:
        lines = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        return await self.ask(step, f"POST {path}", path, lines, body)

    async def ask(
        self, step: str, asked: str, path: str, lines: str = "", body: bytes = b""
    ) -> Answer:
        head = (
            f"{asked} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nCookie: {self.cookie}\r\n"
            f"Referer: http://{HOST}:{self.port}{path}\r\nAccept-Language: en\r\n{lines}\r\n"
        )
        start, found = time.time(), (NO_ANSWER, "", "")
        try:
            async with asyncio.timeout(PATIENCE):
                start, found = await self._exchange(head.encode() + body)
        except (OSError, EOFError, TimeoutError, ValueError, IndexError) as error:
            self._streams = None
            found = (NO_ANSWER, type(error).__name__, "")
        status, text, location = found
        answer = Answer(step, status, start, time.time() - start, text, location)
        self.answers.append(answer)
        return answer

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _exchange(self, sent: bytes) -> tuple[float, tuple[int, str, str]]:
        """Send and read. A kept connection that the server has closed meanwhile is opened again."""
        is_kept = self._streams is not None
        reader, writer = self._streams or await self._open()
        writer.write(sent)
        start = time.time()  # by now the kernel has it: whoever is late by its clock is late
        try:
            await writer.drain()
            line = await reader.readuntil(b"\n")
        except (OSError, EOFError):
            self._streams = None
            if not is_kept:
                raise
            return await self._exchange(sent)
        return start, await self._read(int(line.split()[1]), reader)

    async def _open(self) -> Streams:
        self._streams = await asyncio.open_connection(HOST, self.port, local_addr=(self.address, 0))
        return self._streams

    async def _read(self, status: int, reader: asyncio.StreamReader) -> tuple[int, str, str]:
        headers: dict[str, str] = {}
        while line := (await reader.readline()).strip():
            name, _colon, value = line.decode("latin1").partition(":")
            name, value = name.lower(), value.strip()
            headers[name] = value
            if name == "set-cookie" and value.startswith("session="):
                self.cookie = value.partition(";")[0]
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return status, body.decode("utf8", "replace"), headers.get("location", "")
