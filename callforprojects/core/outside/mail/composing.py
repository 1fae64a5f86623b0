"""The bytes of a mail: headers that every mail client decodes, lines that every server takes.

Python folds the headers of a message when it writes it, and cuts inside a word that was already
encoded. So the headers are encoded and folded here, and nothing folds them again.
"""

import re
from dataclasses import dataclass
from email.charset import BASE64, QP, Charset
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import formatdate

from flask_mail import Message

_LONGEST_LINE = 78  # RFC 5322, section 2.1.1
_LONGEST_ENCODED_LINE = 76  # RFC 2047, section 2
_FOLD = "\r\n "
_PLAIN = re.compile(r"[!-~]+( [!-~]+)*")
_AS_WRITTEN = SMTP.clone(refold_source="none")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class UnsendableError(ValueError):
    """A mail that no server can be given, today or tomorrow: the sentence says what is wrong."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, and the name that mail clients show for it."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF that leaves with a mail, under a name in plain ASCII: letters, digits, hyphens."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail ready to leave. `identifier` makes its Message-ID, the same at each attempt.

    Without a `from_name`, the sender is the platform; `reply_to` is a bare address.
    """

    to: Mailbox
    subject: str
    text: str
    html: str
    identifier: str
    from_name: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()


class ComposedMessage(Message):
    """What Flask-Mail hands to the server, with our bytes in place of its own."""

    def __init__(self, letter: OutgoingMail, *, sender: Mailbox, host: str) -> None:
        """Compose a letter at once. Raises UnsendableError.

        `sender` is the platform's own mailbox, `host` the domain of the Message-ID.
        """
        super().__init__(
            subject="", recipients=[to_ascii(letter.to.email)], sender=to_ascii(sender.email)
        )
        self._bytes = _compose(letter, sender, host)

    def as_bytes(self) -> bytes:
        return self._bytes


def to_ascii(address: str) -> str:
    """An address as SMTP wants it: the domain in ASCII. Raises UnsendableError."""
    local, _at, domain = address.rpartition("@")
    try:
        local.encode("ascii")
        encoded = domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        msg = f"the address cannot be written in ASCII: {error}"
        raise UnsendableError(msg) from error
    if not (local and domain) or not _PLAIN.fullmatch(local + encoded) or " " in local:
        msg = "the address is not one address"
        raise UnsendableError(msg)
    return f"{local}@{encoded}"


def _compose(letter: OutgoingMail, sender: Mailbox, host: str) -> bytes:
    message = _whole(letter)
    headers = {
        "Subject": encode_text("Subject", letter.subject),
        "From": _mailbox("From", Mailbox(sender.email, letter.from_name or sender.name)),
        "To": _mailbox("To", letter.to),
        "Date": formatdate(localtime=False),
        "Message-ID": _on_a_line("Message-ID", f"<{letter.identifier}@{host}>"),
        "Auto-Submitted": "auto-generated",
    }
    if letter.reply_to:
        headers["Reply-To"] = _mailbox("Reply-To", Mailbox(letter.reply_to))
    for name, value in headers.items():
        message[name] = value
    return message.as_bytes(policy=_AS_WRITTEN)


def _whole(letter: OutgoingMail) -> MIMEMultipart:
    """The two forms of the text; what is attached beside them."""
    boundary = f"=_{letter.identifier.replace('-', '')[-16:]}"
    alternatives = MIMEMultipart("alternative", boundary=boundary)
    for kind, body in (("plain", letter.text), ("html", letter.html)):
        alternatives.attach(_body(body, kind))
    if not letter.attachments:
        return alternatives
    whole = MIMEMultipart("mixed", boundary=f"{boundary}-whole")
    whole.attach(alternatives)
    for attachment in letter.attachments:
        whole.attach(_attached(attachment))
    return whole


def _attached(attachment: Attachment) -> MIMEApplication:
    part = MIMEApplication(attachment.content, "pdf")
    part["Content-Disposition"] = f'attachment;{_FOLD}filename="{attachment.name}"'
    return part


def _body(text: str, kind: str) -> MIMEText:
    """One part, in lines of 76 characters: quoted-printable, or base64 where that is shorter."""
    try:
        octets = text.encode()
    except UnicodeEncodeError as error:
        msg = f"the text cannot be encoded: {error}"
        raise UnsendableError(msg) from error
    foreign = sum(octet > ord("~") for octet in octets)
    charset = Charset("utf-8")
    # quoted-printable makes three octets of each foreign one, base64 four octets of any three
    charset.body_encoding = BASE64 if 6 * foreign > len(octets) else QP
    return MIMEText(text, kind, charset)  # type: ignore[arg-type]  # typeshed wants its name


def _mailbox(header: str, mailbox: Mailbox) -> str:
    address = to_ascii(mailbox.email)
    if not mailbox.name:
        return _on_a_line(header, address)
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", mailbox.name) + '"'
    name = quoted if _is_plain(header, mailbox.name, quoted) else _encoded(header, mailbox.name)
    used = len(name.rpartition(_FOLD)[2]) + (0 if _FOLD in name else len(header) + 2)
    fits = used + len(address) + 3 <= _LONGEST_LINE
    return f"{name}{' ' if fits else _FOLD}<{address}>"


def encode_text(header: str, text: str) -> str:
    """A header's text: as it is when it is plain and fits its line, else encoded words only.

    All or nothing: an encoded word that touches text is not one (RFC 2047, section 5).
    Raises UnsendableError.
    """
    return text if _is_plain(header, text, text) else _encoded(header, text)


def _is_plain(header: str, text: str, written: str) -> bool:
    """Whether it needs no encoding, nor would be taken for something encoded."""
    fits = len(header) + 2 + len(written) <= _LONGEST_LINE
    return fits and "=?" not in text and _PLAIN.fullmatch(text) is not None


def _encoded(header: str, text: str) -> str:
    if _CONTROLS.search(text):
        msg = f"{header} holds a control character"
        raise UnsendableError(msg)
    try:
        words = Header(text, "utf-8", maxlinelen=_LONGEST_ENCODED_LINE, header_name=header)
    except UnicodeEncodeError as error:
        msg = f"{header} cannot be encoded: {error}"
        raise UnsendableError(msg) from error
    return words.encode(linesep="\r\n")


def _on_a_line(header: str, value: str) -> str:
    """A value that cannot be cut, on the next line when this one is too short."""
    fits = len(header) + 2 + len(value) <= _LONGEST_LINE
    return value if fits else _FOLD + value
