"""Mails that came back: which of ours, and why (RFC 3464), as their report says."""

import email
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from callforprojects.messages.problems import MessageProblem, problem_of_reply

LARGEST = 1_000_000  # bytes: a report and the headers that it returns are far smaller
_IDENTIFIER = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}(?=@)", re.IGNORECASE
)
_CODE = re.compile(r"\b[245]\d\d\b")
_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Bounce:
    """The report that one of our mails could not be delivered."""

    message_id: uuid.UUID
    problem: MessageProblem
    diagnostic: str


def read_bounce(content: bytes) -> Bounce | None:
    """What a mail reports; None when it is no report of a failure, or not about a mail of ours.

    A delay is no failure: the server that says so still tries.
    """
    message = email.message_from_bytes(content[:LARGEST])
    failures = [block for block in _reports(message) if _text(block, "Action") == "failed"]
    found = _identifier(message)
    if not failures or found is None:
        return None
    status = _text(failures[0], "Status")
    diagnostic = f"{status} {_text(failures[0], 'Diagnostic-Code')}"
    return Bounce(found, _problem(diagnostic), diagnostic.strip()[:_SHOWN])


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
