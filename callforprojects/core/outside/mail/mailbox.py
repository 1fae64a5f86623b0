"""Reading a mailbox by IMAP: where the mails that could not be delivered come back."""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote, urlsplit

_TIMEOUT = 20
_AT_ONCE = 200
LARGEST_BOUNCE = 100_000  # bytes: a report is shorter, what it returns afterwards is not read
_PORTS = {"imaps": 993, "imap": 143}


class MailboxError(Exception):
    """The mailbox cannot be read: the sentence says why."""


def read_mailbox(address: str, handle: Callable[[bytes], None]) -> int:
    """Hand over each unread mail, mark it read once that went well, and say how many there were.

    `address` is `imaps://user:password@host/folder` (`imap://` without encryption); user and
    password are percent-encoded. Raises MailboxError, and what `handle` raises.
    """
    try:
        with _open(address) as mailbox:
            unread = _ask(mailbox.uid("SEARCH", "UNSEEN"))[0].split()[:_AT_ONCE]
            for number in unread:
                handle(_contents(mailbox, number.decode()))
                _ask(mailbox.uid("STORE", number.decode(), "+FLAGS.SILENT", r"(\Seen)"))
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(str(error)) from error
    return len(unread)


@contextmanager
def _open(address: str) -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(address)
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    mailbox: imaplib.IMAP4
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        mailbox = imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=_TIMEOUT)
    else:
        mailbox = imaplib.IMAP4(host, port, timeout=_TIMEOUT)
    try:
        mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""))
        _ask(mailbox.select(unquote(parts.path.strip("/")) or "INBOX"))
        yield mailbox
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            mailbox.logout()


def _contents(mailbox: imaplib.IMAP4, number: str) -> bytes:
    answer = _ask(mailbox.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST_BOUNCE}>)"))
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")


def _ask(answer: tuple[str, list[Any]]) -> list[Any]:
    """The data of an answer, unless it says no."""
    status, data = answer
    if status != "OK":
        msg = f"the server answers {status}"
        raise MailboxError(msg)
    return data
