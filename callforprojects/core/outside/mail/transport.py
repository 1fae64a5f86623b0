"""The way to the server: Flask-Mail, with the time-outs and the certificate check it lacks."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from urllib.parse import urlsplit

from flask import current_app
from flask_mail import Connection, Mail

from callforprojects.core.outside.mail.composing import ComposedMessage, Mailbox, OutgoingMail
from callforprojects.core.outside.settings import Settings, settings
from callforprojects.core.text.i18n import _

_TIMEOUT = 20
_ACCEPTANCE_TIMEOUT = 600  # a server that has the whole mail may think (RFC 5321, 4.5.3.2.6)
_SEND_CONTENTS = 354  # the answer to DATA, and to nothing else


class InterruptedDeliveryError(Exception):
    """The conversation broke off once the contents were awaited: the mail may have arrived."""


class _Client(smtplib.SMTP):
    """An SMTP client that says when the contents begin to leave: from there on, a cut is doubt.

    Before, nothing was handed over, and all may be tried again.
    """

    before_data: Callable[[], None] | None = None
    data_has_begun = False

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]  # typeshed: Buffer
        """Ask for leave, then send the contents."""
        if self.before_data is not None:
            self.before_data()
        return super().data(msg)

    def getreply(self) -> tuple[int, bytes]:
        """The next answer of the server; once it awaits the contents, they leave."""
        code, text = super().getreply()
        if code == _SEND_CONTENTS:
            self.data_has_begun = True
            if self.sock is not None:
                self.sock.settimeout(_ACCEPTANCE_TIMEOUT)
        return code, text


class _EncryptedClient(_Client, smtplib.SMTP_SSL):
    """Encrypted from the first byte."""


class _CheckedConnection(Connection):
    """A connection that gives up after a while and checks whom it talks to."""

    host: _Client

    def configure_host(self) -> _Client:
        """Connect and sign in."""
        chosen = settings()
        context = ssl.create_default_context()
        host = _dial(chosen, context)
        try:
            if chosen.mail_security == "starttls":
                host.starttls(context=context)
            if chosen.mail_username and chosen.mail_password:
                host.login(chosen.mail_username, chosen.mail_password)
        except (smtplib.SMTPException, OSError):
            host.close()
            raise
        return host

    def __exit__(self, *_exception: object) -> None:
        """Take leave. The mail is taken or refused by now: a bad farewell must not hide which."""
        with suppress(smtplib.SMTPException, OSError):
            self.host.quit()


def _dial(chosen: Settings, context: ssl.SSLContext) -> _Client:
    server, port = str(chosen.mail_server), chosen.mail_port
    if chosen.mail_security == "tls":
        return _EncryptedClient(server, port, timeout=_TIMEOUT, context=context)
    return _Client(server, port, timeout=_TIMEOUT)


mail = Mail()


def is_configured() -> bool:
    """Whether a mail server was named. Without one, mails wait in the outbox."""
    return settings().mail_server is not None


def leaves() -> bool:
    """Whether what is written now is on its way; in the demonstration, mails are read at once."""
    return is_configured() or settings().is_demonstration


def sent_or_waiting(sent: str) -> str:
    """The sentence that says that a mail leaves, or the one that says that it waits."""
    if leaves():
        return sent
    return _("This is saved. The mail is written, and waits until a mail server is set.")


def probe() -> None:
    """Connect to the server, sign in and take leave. Raises smtplib.SMTPException or OSError."""
    with _CheckedConnection(current_app.extensions["mail"]):
        pass


def send(letter: OutgoingMail, *, before_data: Callable[[], None] | None = None) -> None:
    """Hand one mail to the server; `before_data` is called when its contents are about to leave.

    Raises UnsendableError (for ever), InterruptedDeliveryError (it may have arrived),
    smtplib.SMTPException or OSError (it has not left), and what `before_data` raises.
    """
    message = compose(letter)
    with _CheckedConnection(current_app.extensions["mail"]) as connection:
        connection.host.before_data = before_data
        try:
            connection.send(message, _envelope_sender(letter))
        except (smtplib.SMTPException, OSError) as error:
            is_answer = isinstance(error, smtplib.SMTPDataError)
            if connection.host.data_has_begun and not is_answer:
                raise InterruptedDeliveryError(str(error)) from error
            raise


def _envelope_sender(letter: OutgoingMail) -> str | None:
    """Where the mail comes back when it cannot be delivered; a star becomes its number."""
    address = settings().bounce_address
    return address.replace("*", letter.identifier) if address else None


def compose(letter: OutgoingMail) -> ComposedMessage:
    """The mail as it leaves, from the platform's own address. Raises UnsendableError."""
    name, address = parseaddr(settings().mail_sender)
    host = urlsplit(settings().public_url).hostname or "localhost"
    return ComposedMessage(letter, sender=Mailbox(address, name), host=host)
