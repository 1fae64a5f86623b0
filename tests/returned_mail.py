"""Reports of delivery as servers write them, and a mailbox on the loopback that holds some."""

import socketserver
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MESSAGE_ID = uuid.UUID("0192f0aa-0000-7000-8000-000000000001")
OTHER = "Message-ID: <20260312.1@another.example>\r\n"


def report(
    message_id: uuid.UUID = MESSAGE_ID,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <marie@town.example>:\r\n Recipient address rejected: User unknown",
    returned: str = "headers",
) -> bytes:
    """A report in the form of RFC 3464, as Postfix writes it."""
    to = "appels@aap.example"
    original = f"From: appels@aap.example\r\nMessage-ID: <{message_id}@aap.example>\r\n"
    kind = "text/rfc822-headers"
    if returned == "message":
        kind, original = (
            "message/rfc822",
            f"{original}Subject: =?utf-8?q?=C3=A9?=\r\n\r\nBonjour\r\n",
        )
    elif returned == "another mail":
        original = OTHER
    elif returned == "nothing but the address":
        to, original = f"retours+{message_id}@aap.example", OTHER
    lines = [
        "Return-Path: <>",
        "From: MAILER-DAEMON@relay.example (Mail Delivery System)",
        "Subject: Undelivered Mail Returned to Sender",
        f"To: {to}",
        "Message-ID: <20260312160000.1@relay.example>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
        "",
        "--b1",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        "I'm sorry to have to inform you that your message could not be delivered.",
        "",
        "--b1",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; relay.example",
        "",
        "Final-Recipient: rfc822; marie@town.example",
        f"Action: {action}",
        *([f"Status: {status}"] if status else []),
        *([f"Diagnostic-Code: {said}"] if said else []),
        "",
        "--b1",
        f"Content-Type: {kind}",
        "",
        original,
        "--b1--",
        "",
    ]
    return "\r\n".join(lines).encode()


class FakeMailbox:
    """What a mailbox holds, and which of it is read."""

    def __init__(self, mails: list[bytes]) -> None:
        self.mails = mails
        self.seen: set[int] = set()
        self.port = 0

    @property
    def address(self) -> str:
        return f"imap://retours%40aap.example:s%3Acret@127.0.0.1:{self.port}/Retours"

    def answer(self, words: list[str]) -> list[bytes]:
        """The lines before the final OK; raises ValueError to say no."""
        command, *rest = words
        if command == "UID":
            return self._of_mail(*rest)
        login, folder = ["retours@aap.example", '"s:cret"'], ["Retours"]
        if (command == "LOGIN" and rest != login) or (command == "SELECT" and rest != folder):
            raise ValueError
        return {
            "CAPABILITY": [b"* CAPABILITY IMAP4rev1"],
            "LOGIN": [],
            "SELECT": [b"* %d EXISTS" % len(self.mails)],
            "LOGOUT": [b"* BYE"],
        }[command]

    def _of_mail(self, command: str, what: str, *_how: str) -> list[bytes]:
        if command == "SEARCH":
            unread = (n for n in range(1, len(self.mails) + 1) if n not in self.seen)
            return [b"* SEARCH " + b" ".join(b"%d" % n for n in unread)]
        number = int(what)
        if command == "STORE":
            self.seen.add(number)
            return []
        mail = self.mails[number - 1]
        return [b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n%b)" % (number, number, len(mail), mail)]


@contextmanager
def open_mailbox(*mails: bytes) -> Iterator[FakeMailbox]:
    """Listen on a free port until the block ends."""
    mailbox = FakeMailbox(list(mails))

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, *words = line.decode().split()
                try:
                    lines = [*mailbox.answer(words), f"{tag} OK done".encode()]
                except ValueError:
                    lines = [f"{tag} NO refused".encode()]
                self.wfile.write(b"".join(each + b"\r\n" for each in lines))

    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    server.daemon_threads = True
    mailbox.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield mailbox
    finally:
        server.shutdown()
        server.server_close()
