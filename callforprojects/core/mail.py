"""The way out for mail: Flask-Mail, with the time-outs and the certificate check it lacks.

Only the runner calls `send`; everybody else writes in the outbox (see `messages`).
"""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from flask import Flask, current_app
from flask_mail import Connection, Mail, Message

from callforprojects.core.settings import settings

_TIMEOUT = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to leave. `identifier` makes its Message-ID, the same at each attempt."""

    to: str
    subject: str
    text: str
    html: str
    identifier: str


class _CheckedConnection(Connection):
    """A connection that gives up after a while and checks whom it talks to."""

    def configure_host(self) -> smtplib.SMTP:
        """Connect. Cut short here, nothing has been sent: it is no doubtful delivery."""
        try:
            return self._open()
        except smtplib.SMTPServerDisconnected as error:
            raise ConnectionError(str(error)) from error

    def _open(self) -> smtplib.SMTP:
        chosen = settings()
        context = ssl.create_default_context()
        host: smtplib.SMTP
        if chosen.mail_security == "tls":
            host = smtplib.SMTP_SSL(
                str(chosen.mail_server), chosen.mail_port, timeout=_TIMEOUT, context=context
            )
        else:
            host = smtplib.SMTP(str(chosen.mail_server), chosen.mail_port, timeout=_TIMEOUT)
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
            if self.host is not None:
                self.host.quit()


mail = Mail()


def is_configured() -> bool:
    """Whether a mail server was named. Without one, mails wait in the outbox."""
    return settings().mail_server is not None


def send(letter: Letter) -> None:
    """Hand one mail to the server. Raises smtplib.SMTPException or OSError."""
    name, address = parseaddr(settings().mail_sender)
    host = urlsplit(settings().public_url).hostname or "localhost"
    message = Message(
        subject=letter.subject,
        recipients=[letter.to],
        body=letter.text,
        html=letter.html,
        sender=formataddr((name, address)),
        extra_headers={"Auto-Submitted": "auto-generated"},
    )
    message.msgId = f"<{letter.identifier}@{host}>"
    with _CheckedConnection(current_app.extensions["mail"]) as connection:
        connection.send(message)


def init_app(app: Flask) -> None:
    with app.app_context():
        app.config["MAIL_DEFAULT_SENDER"] = settings().mail_sender
    app.config["MAIL_SUPPRESS_SEND"] = False
    mail.init_app(app)
