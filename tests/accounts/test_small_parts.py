"""Telephone numbers, browsers and texts on one line."""

import pytest

from callforprojects.accounts.browsers import browser_summary
from callforprojects.accounts.lines import one_line
from callforprojects.accounts.phones import readable_phone
from callforprojects.core.text.errors import DomainError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("04 92 20 00 00", "+33 4 92 20 00 00"),
        ("0492200000", "+33 4 92 20 00 00"),
        ("+41 22 791 21 11", "+41 22 791 21 11"),
        ("  ", ""),
    ],
)
def test_a_phone_is_kept_in_the_international_form(typed, kept):
    assert readable_phone(typed) == kept


@pytest.mark.parametrize("typed", ["12", "call me", "04 92 20 00 00 00 00 00"])
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(DomainError) as refused:
        readable_phone(typed, field="contact_phone")

    assert refused.value.field == "contact_phone"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_said_in_two_words(said, shown):
    assert browser_summary(said) == shown


def test_a_text_on_one_line_keeps_its_words_only():
    assert one_line(" Anne\r\nBcc: a@b.c\x00 \u200bÉlise ") == "Anne Bcc: a@b.c Élise"
    assert one_line(None) == ""
