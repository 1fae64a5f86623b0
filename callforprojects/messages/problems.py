"""Why a mail did not leave or did not arrive: in plain words, beside what the server said."""

import re
import smtplib

from callforprojects.core.outside.mail import InterruptedDeliveryError, UnsendableError
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum

_ENHANCED = re.compile(r"\b[245]\.(\d{1,3})\.(\d{1,3})\b")
_FULL = 552
PERMANENT = 500  # from here on, a refusal is for good (RFC 5321, section 4.2.1)


class MessageProblem(LabelledEnum):
    """What went wrong with a mail, as whoever wrote it needs to know."""

    ADDRESS = "address", _("The recipient’s server does not know this address.")
    MAILBOX_FULL = "mailbox full", _("The recipient’s mailbox is full.")
    CONTENTS = "contents", _("The recipient’s server refuses what this mail holds.")
    UNWRITABLE = "unwritable", _("The address or the text cannot be sent by mail.")
    SENDER = "sender", _("The mail server refuses the account of the platform.")
    UNREACHABLE = "unreachable", _("The mail server could not be reached.")
    LATER = "later", _("The recipient’s server asks to try again later.")
    INTERRUPTED = "interrupted", _("The connection was cut while the mail was leaving.")
    STOPPED = "stopped", _("The program stopped before the mail had left.")
    STEPPED_BACK = (
        "stepped back",
        _("Its recipient has recused themselves from a file that it names: it did not leave."),
    )


def problem_of(error: Exception) -> MessageProblem:
    """What an attempt that failed means."""
    if isinstance(error, InterruptedDeliveryError):
        return MessageProblem.INTERRUPTED
    if isinstance(error, UnsendableError):
        return MessageProblem.UNWRITABLE
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        return MessageProblem.SENDER
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return problem_of_reply(code, answer.decode(errors="replace"), MessageProblem.ADDRESS)
    if isinstance(error, smtplib.SMTPDataError):
        reply = error.smtp_error
        answer_text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
        return problem_of_reply(error.smtp_code, answer_text, MessageProblem.CONTENTS)
    return MessageProblem.UNREACHABLE


def problem_of_reply(code: int, answer: str, otherwise: MessageProblem) -> MessageProblem:
    """What a server says, by its enhanced status code (RFC 3463), else by its code (RFC 5321)."""
    enhanced = _ENHANCED.search(answer)
    subject, detail = (int(part) for part in enhanced.groups()) if enhanced else (0, 0)
    if (subject, detail) == (2, 2) or code == _FULL:
        return MessageProblem.MAILBOX_FULL
    if code < PERMANENT:
        return MessageProblem.LATER
    by_subject = {
        1: MessageProblem.ADDRESS,
        2: MessageProblem.ADDRESS,
        4: MessageProblem.UNREACHABLE,
        6: MessageProblem.CONTENTS,
        7: MessageProblem.CONTENTS,
    }
    return by_subject.get(subject, otherwise)
