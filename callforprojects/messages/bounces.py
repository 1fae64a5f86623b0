"""Mails that came back: which of ours, and why (RFC 3464), as their report says.

Anybody can write to the address where they come back. Python's parser of mails takes the square of
a long header, and a call for each part inside a part: what it is given is cut first.
"""

import email
import logging
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from callforprojects.core.outside.mail import LARGEST_BOUNCE
from callforprojects.core.text.cleaning import without_unkept
from callforprojects.messages.problems import MessageProblem, problem_of_reply

logger = logging.getLogger(__name__)
_MOST_LINES = 2_000
_LONGEST_HEADER = 4_000  # bytes, its continuations included
_IDENTIFIER = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}(?=@)", re.IGNORECASE
)
_CODE = re.compile(r"\b[245]\d\d\b")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Bounce:
    """The report that one of our mails could not be delivered."""

    message_id: uuid.UUID
    problem: MessageProblem
    diagnostic: str


def read_bounce(content: bytes) -> Bounce | None:
    """What a mail reports; None when it is no report of a failure, or not about a mail of ours.

    A delay is no failure: the server that says so still tries. A mail that cannot be read is none,
    and a line of the log: nobody would read it better the next time.
    """
    try:
        return _bounce(email.message_from_bytes(_cut(content)))
    except Exception as error:  # noqa: BLE001  # whatever the parser raises on what strangers write
        logger.warning("a mail that came back cannot be read", extra={"kind": type(error).__name__})
        return None


def _cut(content: bytes) -> bytes:
    """The beginning of a mail, without its endless lines and headers."""
    kept: list[bytes] = []
    length = 0
    for line in content[:LARGEST_BOUNCE].splitlines(keepends=True)[:_MOST_LINES]:
        length = length + len(line) if line.startswith((b" ", b"\t")) else len(line)
        if length <= _LONGEST_HEADER:
            kept.append(line)
    return b"".join(kept)


def _bounce(message: Message) -> Bounce | None:
    failures = [block for block in _reports(message) if _text(block, "Action") == "failed"]
    found = _identifier(message)
    if not failures or found is None:
        return None
    status = _text(failures[0], "Status")
    diagnostic = f"{status} {_text(failures[0], 'Diagnostic-Code')}"
    return Bounce(found, _problem(diagnostic), without_unkept(diagnostic).strip()[:_LONGEST])


def _reports(message: Message) -> Iterator[Message]:
    """The blocks of the report: one for the message, then one for each recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from part.get_payload()  # type: ignore[misc]  # messages, since it is multipart


def _identifier(message: Message) -> uuid.UUID | None:
    """Ours, in what is returned of the mail, else in the address to which the report was sent."""
    for text in (*_returned(message), *_addressed(message)):
        found = _IDENTIFIER.search(text)
        if found is not None:
            return uuid.UUID(found.group())
    return None


def _returned(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            headers = email.message_from_bytes(payload if isinstance(payload, bytes) else b"")
            yield _text(headers, "Message-ID")
        elif part is not message and part["Message-ID"]:
            yield _text(part, "Message-ID")


def _addressed(message: Message) -> Iterator[str]:
    for header in ("To", "Delivered-To", "X-Original-To", "In-Reply-To", "References"):
        yield _text(message, header)


def _text(message: Message, header: str) -> str:
    return " ".join(str(message.get(header, "")).split()).lower()


def _problem(diagnostic: str) -> MessageProblem:
    code = _CODE.search(diagnostic)
    return problem_of_reply(int(code.group()) if code else 500, diagnostic, MessageProblem.ADDRESS)
