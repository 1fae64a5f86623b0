"""Reading a mail as mail clients do: by the rules of RFC 5322, and by two parsers."""

import email
import re
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import default

ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")


def modern(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=default)


def legacy(content: bytes) -> Message:
    return email.message_from_bytes(content)


def body_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The words of a mail, as text, or as a page (`html`)."""
    part = mail.get_body((kind,))
    assert part is not None, f"a mail without {kind} words"
    return str(part.get_content())


def text_of(value: str) -> str:
    return str(make_header(decode_header(value)))


def name_of(value: str) -> str:
    """A display name as a mail client that follows RFC 2047 and RFC 5322 shows it."""
    phrase = value.rpartition("<")[0].strip()
    if phrase.startswith('"'):
        return re.sub(r"\\(.)", r"\1", phrase[1:-1])
    return text_of(phrase)


def assert_sound(content: bytes) -> None:
    """No line of more than 78 octets, and no encoded word but alone between blanks."""
    assert content.isascii()
    lines = content.split(b"\r\n")
    assert [line for line in lines if len(line) > 78 or b"\r" in line or b"\n" in line] == []
    head = content.partition(b"\r\n\r\n")[0].decode("ascii")
    for line in re.sub(r"\r\n([ \t])", r"\1", head).split("\r\n"):
        name, _colon, value = line.partition(": ")
        assert re.fullmatch(r"[A-Za-z-]+", name)
        for word in value.split() if name in {"Subject", "From", "To"} else ():
            if ENCODED_WORD.search(word):
                assert ENCODED_WORD.fullmatch(word), "an encoded word touches text"
                assert len(word) <= 75
    assert modern(content).defects == []
