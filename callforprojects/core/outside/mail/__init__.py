"""The way out for mail. Only the runner sends; everybody else writes in the outbox (`messages`)."""

from flask import Flask

from callforprojects.core.outside.mail.composing import Attachment as Attachment
from callforprojects.core.outside.mail.composing import Mailbox as Mailbox
from callforprojects.core.outside.mail.composing import OutgoingMail as OutgoingMail
from callforprojects.core.outside.mail.composing import UnsendableError as UnsendableError
from callforprojects.core.outside.mail.mailbox import LARGEST_BOUNCE as LARGEST_BOUNCE
from callforprojects.core.outside.mail.mailbox import MailboxError as MailboxError
from callforprojects.core.outside.mail.mailbox import read_mailbox as read_mailbox
from callforprojects.core.outside.mail.transport import (
    InterruptedDeliveryError as InterruptedDeliveryError,
)
from callforprojects.core.outside.mail.transport import compose as compose
from callforprojects.core.outside.mail.transport import is_configured as is_configured
from callforprojects.core.outside.mail.transport import leaves as leaves
from callforprojects.core.outside.mail.transport import mail
from callforprojects.core.outside.mail.transport import probe as probe
from callforprojects.core.outside.mail.transport import send as send
from callforprojects.core.outside.mail.transport import sent_or_waiting as sent_or_waiting
from callforprojects.core.outside.settings import settings


def init_app(app: Flask) -> None:
    with app.app_context():
        app.config["MAIL_DEFAULT_SENDER"] = settings().mail_sender
    app.config["MAIL_SUPPRESS_SEND"] = False
    mail.init_app(app)
