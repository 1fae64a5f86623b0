"""Documents are made of data that are never read as source, and always made."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from callforprojects.core.pdf import moment, printable, render


def receipt(**values: Any) -> dict[str, Any]:
    """The smallest data of a template."""
    texts = ("author", "mark", "running", "running-end", "foot", "page-word", "eyebrow", "owner")
    more = ("statement", "fingerprint", "fingerprint-label", "fingerprint-note")
    facts = {"title": "A title", "heading": "A title", "language": "en", "facts": []}
    data = {**dict.fromkeys((*texts, *more), ""), **facts, "sections": []}
    return {**data, "date": [2026, 3, 12, 16, 0, 0], **values}


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b* _c_ #panic() $x$ @y <z> // w", "a *b* _c_ #panic() $x$ @y <z> // w"),
        ("😀 ok", "[U+1F600] ok"),
        ("漢字 and 😀👍🏽", "[U+6F22][U+5B57] and [U+1F600][U+1F44D]"),
        ("\x00a\x01b\ud800c\ue000d", "abcd"),
        ("œ Œ « à » 5\u202f000 €", "œ Œ « à » 5 000 €"),
    ],
)
def test_whatever_people_write_is_printed(text: str, shown: str) -> None:
    rendering = render("receipt", receipt(statement=text))

    assert rendering.warnings == ()
    assert shown in words(rendering.content)


def test_hebrew_arabic_greek_and_cyrillic_are_drawn() -> None:
    rendering = render("receipt", receipt(statement="עברית مرحبا Ωδή Київ Đặng Ştefan"))

    assert rendering.warnings == ()
    assert "[U+" not in words(rendering.content)


def test_an_endless_word_may_break_and_a_fingerprint_never() -> None:
    endless, fingerprint = "a" * 200, "0123456789abcdef" * 4

    assert printable(endless, set()).replace("\u200b", "") == endless
    assert max(map(len, printable(endless, set()).split("\u200b"))) == 20
    assert printable(fingerprint, set()) == fingerprint


def test_the_date_of_a_document_is_the_instant_it_is_given() -> None:
    paris = timezone(timedelta(hours=1))
    at = datetime(2026, 3, 12, 17, 0, 0, tzinfo=paris)

    document = PdfReader(BytesIO(render("receipt", receipt(date=moment(at))).content))

    assert document.metadata is not None
    assert document.metadata.creation_date == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
