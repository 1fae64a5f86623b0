"""The real application for a browser: served on the loopback, with its runner and a mail server."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from tests import databases
from tests.mail_reader import body_of
from tests.post_office import PostOffice

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AXE = "/axe-of-the-tests.js"
_PATIENCE = 20  # seconds
_LINK = re.compile(r"https?://\S+")
T = TypeVar("T")
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Site:
    """What a journey knows of the machine: an address, a mailbox, and the database to set a scene."""

    app: Flask
    url: str
    office: PostOffice
    scenes: dict[str, Any] = field(default_factory=dict)

    def set_scene(self, name: str, build: Callable[[], T]) -> T:
        """Have `build` fill the empty database, and give what it gives.

        It fills a SQLite database once: from then on a copy is put back. What it gives is given
        again, so that it may hold no object of a session.
        """
        with self.app.app_context():
            if db.engine.dialect.name != "sqlite":
                return build()
            live = Path(str(db.engine.url.database))
            kept = live.with_name(name)
            if name in self.scenes:
                databases.copy_database(kept, live)
            else:
                self.scenes[name] = build()
                databases.copy_database(live, kept)
        return cast("T", self.scenes[name])

    @contextmanager
    def scene(self) -> Iterator[None]:
        """Write in the database what the journey finds there; it is kept when the block ends."""
        with self.app.app_context(), transaction():
            yield

    def mails_to(self, address: str) -> list[EmailMessage]:
        """The mails that the server has taken for this address, oldest first."""
        return [_read(each.content) for each in self.office.taken if address in each.rcpt_tos]

    def mail_to(self, address: str, subject: str) -> EmailMessage:
        """Wait for the mail to this address whose subject has these words, spaces being equal."""
        limit = time.monotonic() + _PATIENCE
        while time.monotonic() < limit:
            for mail in self.mails_to(address):
                if subject in " ".join(mail["Subject"].split()):
                    return mail
            time.sleep(0.05)
        had = [mail["Subject"] for mail in self.mails_to(address)]
        raise AssertionError(f"no mail “{subject}” for {address}, only {had}")


def link_in(mail: EmailMessage) -> str:
    """The first address in the text of a mail."""
    found = _LINK.search(body_of(mail))
    assert found is not None, body_of(mail)
    return found[0]


def _read(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


class _Silent(WSGIRequestHandler):
    """Connections that stay open, and no line for each request."""

    protocol_version = "HTTP/1.1"

    def log(self, *_arguments: object) -> None: ...


def _axe(start_response: "StartResponse") -> Iterator[bytes]:
    """The script that looks for faults: a browser that keeps it reads it once, not on each page."""
    content = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_bytes()
    kept = ("Cache-Control", "max-age=31536000, immutable")
    start_response("200 OK", [("Content-Type", "text/javascript"), kept])
    yield content


def _closed(app: Flask) -> "WSGIApplication":
    """The application, whose answers are closed when they are let go, if not before."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        if environ["PATH_INFO"] == AXE:
            yield from _axe(start_response)
            return
        parts = app(environ, start_response)
        try:
            yield from parts
        finally:
            getattr(parts, "close", lambda: None)()

    return answer


@contextmanager
def served(app: Flask) -> Iterator[BaseWSGIServer]:
    """Serve the application on a free port, with threads, until the block ends.

    This server closes no answer when it finds that the connection is gone (werkzeug 3.1): the file
    that it was sending stays open, which fails whichever test runs when it is collected.
    """
    server = make_server("127.0.0.1", 0, _closed(app), threaded=True, request_handler=_Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(_PATIENCE)
        server.server_close()


@contextmanager
def runner(app: Flask) -> Iterator[None]:
    """The runner at work beside the site, as `callforprojects worker` has it."""
    huey = app.extensions["jobs"]["huey"]
    consumer = huey.create_consumer(
        workers=1, worker_type="thread", initial_delay=0.05, max_delay=0.2, periodic=False
    )
    handlers = {number: signal.getsignal(number) for number in _SIGNALS}
    consumer.start()
    for number, handler in handlers.items():  # Ctrl-C stops the tests, not only the runner
        signal.signal(number, handler)
    try:
        yield
    finally:
        consumer.stop(graceful=True)
        huey.flush()
