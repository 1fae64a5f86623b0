"""What a person does in the last minute, and what they do when the server says that it cannot."""

import asyncio
import random
import re
import time
import urllib.parse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from tools.closing.client import Answer, Client
from tools.closing.people import LAST_ANSWERS, Applicant

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_BOUNDARY = "rush5b1"
_FORM = "application/x-www-form-urlencoded"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_MOVED = (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)
TRIES = 25
PAUSE = 3.0  # seconds before somebody tries again


@dataclass(slots=True)
class Visit:
    """One person's last minute, and all that they were told."""

    who: Applicant
    client: Client
    saved: set[str] = field(default_factory=set)
    has_joined: bool = False
    first_pressed_at: float | None = None
    fingerprint: str = ""
    last_status: int = 0
    _token: str = ""

    @property
    def document(self) -> bytes:
        return PDF + b"% " + str(self.who.number).encode() + b" " * 20_000

    @property
    def _base(self) -> str:
        return f"/applications/{self.who.application_id}"

    async def live(self, at: float) -> None:
        """Open a section, save three answers, join a document, check, file, read the receipt."""
        await asyncio.sleep(max(0.0, at - time.time()))
        await self._open_section()
        for key in LAST_ANSWERS:
            await asyncio.sleep(random.uniform(0.1, 0.6))  # noqa: S311  # somebody types
            await self._save(key)
        await self._join()
        await self._again(lambda: self.client.get("check page", f"{self._base}/check"))
        await self._file()
        self.client.close()

    async def _again(self, act: Callable[[], Awaitable[Answer]]) -> Answer:
        """Try as long as the server says that it cannot, as somebody who wants to file does."""
        for _try in range(TRIES):
            answer = await act()
            if not answer.is_trouble:
                return answer
            await asyncio.sleep(PAUSE)
        return answer

    async def _open_section(self) -> None:
        path = f"{self._base}/section?number=2"
        answer = await self._again(lambda: self.client.get("section page", path))
        self._token = answer.token

    async def _save(self, key: str) -> None:
        fields = {f"answer-{key}": f"rush {self.who.number} {key}"}
        path = f"{self._base}/answer?question={key}"
        answer = await self._again(lambda: self._send("save an answer", path, fields))
        if answer.status == HTTPStatus.OK:
            self.saved.add(key)

    async def _join(self) -> None:
        path = f"{self._base}/document?question=deliberation"
        kind = f"multipart/form-data; boundary={_BOUNDARY}"
        for _try in range(TRIES):
            answer = await self._again(
                lambda: self.client.post("join a file", path, self._parts(), kind)
            )
            if "no room left" not in answer.text:
                break
            await asyncio.sleep(PAUSE)
        self.has_joined = answer.status == HTTPStatus.OK

    async def _file(self) -> None:
        """Press the button; when nobody answers, look whether it was done before trying again."""
        for _try in range(TRIES):
            answer = await self._send("file", f"{self._base}/submit", {"declaration": "y"})
            self.first_pressed_at = self.first_pressed_at or answer.sent_at
            self.last_status = answer.status
            if not answer.is_trouble or await self._is_received():
                break
            await asyncio.sleep(PAUSE)
        if answer.status in _MOVED or answer.status == HTTPStatus.CONFLICT:
            await self._is_received()

    async def _is_received(self) -> bool:
        answer = await self._again(lambda: self.client.get("receipt", f"{self._base}/receipt"))
        found = _FINGERPRINT.search(answer.text) if answer.status == HTTPStatus.OK else None
        self.fingerprint = found[0] if found else ""
        return found is not None

    async def _send(self, step: str, path: str, fields: dict[str, str]) -> Answer:
        body = urllib.parse.urlencode({"csrf_token": self._token, **fields}).encode()
        return await self.client.post(step, path, body, _FORM)

    def _parts(self) -> bytes:
        head = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            f"{self._token}\r\n--{_BOUNDARY}\r\n"
            'Content-Disposition: form-data; name="answer-deliberation";'
            f' filename="deliberation {self.who.number}.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        return head.encode() + self.document + f"\r\n--{_BOUNDARY}--\r\n".encode()


async def rush(visits: list[Visit], closes_at: float, lead: float, hurry: float) -> None:
    """Most come late: a triangle that leans on the closing, less the seconds that filing takes."""
    first, last = closes_at - lead, closes_at - hurry
    mode = last - lead * 0.15
    starts = [random.triangular(first, last, mode) for _visit in visits]  # noqa: S311
    await asyncio.gather(*(visit.live(start) for visit, start in zip(visits, starts, strict=True)))
