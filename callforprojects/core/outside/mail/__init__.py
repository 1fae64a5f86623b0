"""The way out for mail. Only the runner sends; everybody else writes in the outbox (`messages`)."""

from flask import Flask

from callforprojects.core.outside.mail.composing import (
    Attachment as Attachment,
    Mailbox as Mailbox,
    OutgoingMail as OutgoingMail,
    UnsendableError as UnsendableError,
)
from callforprojects.core.outside.mail.mailbox import (
    LARGEST_BOUNCE as LARGEST_BOUNCE,
    MailboxError as MailboxError,
    read_mailbox as read_mailbox,
)
from callforprojects.core.outside.mail.transport import (
    InterruptedDeliveryError as InterruptedDeliveryError,
    compose as compose,
    is_configured as is_configured,
    leaves as leaves,
    mail,
    probe as probe,
    send as send,
    sent_or_waiting as sent_or_waiting,
)
from callforprojects.core.outside.settings import settings


def init_app(app: Flask) -> None:
    with app.app_context():
        app.config["MAIL_DEFAULT_SENDER"] = settings().mail_sender
    app.config["MAIL_SUPPRESS_SEND"] = False
    mail.init_app(app)
