"""A real mail server on the loopback, for the tests that send."""

import socket
from asyncio import WriteTransport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

STEPS = ("EHLO", "MAIL", "RCPT", "DATA", "the dot")


class PostOffice:
    """What a mail server answers, and what it has taken."""

    def __init__(self) -> None:
        self.port = 0
        self.taken: list[Any] = []
        self.answer_to_recipient = "250 OK"
        self.answer_to_data = "250 OK"
        self.cuts_at = ""
        self.when_cutting: Callable[[], None] = lambda: None

    def may_cut(self, server: SMTP, step: str) -> bool:
        """Hang up at the step that the test chose, and say whether that was done."""
        if self.cuts_at != step:
            return False
        self.when_cutting()
        assert isinstance(server.transport, WriteTransport)
        server.transport.abort()
        return True

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        if self.answer_to_data.startswith("250"):
            self.taken.append(envelope)
        self.may_cut(server, "the dot")  # taken, and nobody is told
        return self.answer_to_data


class _Server(SMTP):
    """A server that may hang up when it reads a command."""

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802  # aiosmtpd's name
        if not self.event_handler.may_cut(self, "EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        if not self.event_handler.may_cut(self, "MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802
        if not self.event_handler.may_cut(self, "RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not self.event_handler.may_cut(self, "DATA"):
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


def authenticate(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: LoginPassword
) -> AuthResult:
    """One person has an account: `aap`, with the password `secret`."""
    known = (data.login, data.password) == (b"aap", b"secret")
    return AuthResult(success=known, handled=False)


@contextmanager
def open_post_office(**options: Any) -> Iterator[PostOffice]:
    """Listen on a free port until the block ends."""
    office = PostOffice()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office.port = free.getsockname()[1]
    controller = _Controller(office, hostname="127.0.0.1", port=office.port, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@pytest.fixture
def post_office(with_settings: Callable[..., None]) -> Iterator[PostOffice]:
    """A mail server that the settings name."""
    with open_post_office() as office:
        with_settings(
            mail_server="127.0.0.1",
            mail_port=office.port,
            mail_security="none",
            mail_sender="Appels à projets <appels@aap.example>",
            public_url="https://aap.example",
        )
        yield office
