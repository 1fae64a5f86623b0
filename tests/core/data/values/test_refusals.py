"""What is no value, or two: the sentence says what to write instead, and nothing is guessed."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.data.values import (
    AMOUNT,
    DAY,
    DECIMAL,
    EMAIL,
    IBAN,
    INSTANT,
    PERCENTAGE,
    PHONE,
    RNA,
    SIREN,
    SIRET,
    WEB_ADDRESS,
    WHOLE,
    Unreadable,
    Value,
)
from callforprojects.core.text.i18n import LANGUAGES, in_language

pytestmark = pytest.mark.usefixtures("one_engine")

AN_AMOUNT = "Enter an amount in euros, for example 12 500 or 12 500,50."
A_NUMBER = "Enter a number, for example 1 250 or 12,5."
A_RATE = "Enter a percentage, for example 70 or 12,5."
A_DAY = "Enter a date that exists, for example 12/03/2027."
A_TIME = "Enter a date and a time, for example 12/03/2027 17:00."
A_PHONE = "Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00."
AN_EMAIL = "Enter a complete e-mail address, for example name@town.fr."
A_WEB_ADDRESS = "Enter a web address, for example https://www.town.fr."
NO_SIREN = "This SIREN does not exist: one of its digits is wrong."
NO_SIRET = "This SIRET does not exist: one of its digits is wrong."
SCRIPT = "<script>alert(1)</script>"


def _rows(kind: Value[Any], sentence: str, *typed: str) -> list[tuple[Value[Any], str, str]]:
    return [(kind, text, sentence) for text in typed]


REFUSED = [
    # three decimals, groups that are none, other figures, two amounts
    *_rows(
        AMOUNT, AN_AMOUNT, "0,125", "0.125", "012,500", "0 125", "12 50", "1,2,3", "12,345,6", "12.345.6", "1 234 5", "1,234 567",
        "abc", "about 1000", "1e9", "NaN", "Infinity", "٣", "１２", "12²", "½", "12 000/15 000", "10-20", "12 000 € HT", "1_000",
        "2 billion", "+5", "€", "12,", ",5",
    ),
    *_rows(AMOUNT, "An amount cannot be negative.", "-5", "−3,20", "-1 234 €", "-€5"),
    *_rows(AMOUNT, "This amount is too large.", "9" * 14, "9" * 500, "9" * 400 + " M€", "2 000 Md€"),
    *_rows(AMOUNT, "Enter 1,234,000,000 or 1,234,000: what you wrote may be both.", "1,234 M€", "1.234 millions"),
    *_rows(WHOLE, A_NUMBER, "many", "٣", "12²", "0 125", "12 50"),
    *_rows(WHOLE, "Enter a whole number, without decimals.", "12,5", "0,125"),
    *_rows(WHOLE, "This number is too large.", "9" * 20, "9" * 500, "1" + "0" * 11 + "01"),
    *_rows(DECIMAL, A_NUMBER, "1e9", "1.2.3", "NaN", "１２"),
    *_rows(DECIMAL, "Enter 1,250 or 1.2500: what you wrote may be both.", "1.250"),
    *_rows(DECIMAL, "This number is too large.", "9" * 500, "1" + "0" * 12 + ".5"),
    *_rows(DECIMAL, "Six decimals at most.", "0.1234567"),
    *_rows(PERCENTAGE, A_RATE, "many", "NaN", "1e1", "٧٠", "7 0", "%"),
    *_rows(PERCENTAGE, "A percentage lies between 0 and 100.", "101", "-1"),
    *_rows(PERCENTAGE, "Two decimals at most.", "12,345", "1,234", "1,250", "12.500 %"),
    *_rows(
        DAY, A_DAY, "tomorrow", "31/02/2027", "12/13/2027", "0001-01-01", "12/03/0027", "12 mars", "mars 2027", "20270312",
        "12 merle 2027", "12/03/2027 17:00", "jeudi 12 mars 2027", "mar. 12 mars 2027", "2027-W10-5", "١٢/٠٣/٢٠٢٧", "12/03-2027", "29/02/2027",
    ),
    *_rows(
        INSTANT, A_TIME, "tomorrow", "12/03/2027", "31/02/2027 17:00", "12 mars 2027 25:00", "12/03/0027 17:00", "12 merle 2027 17:00",
        "12/03/2027 17:00 or so", "12/03/2027 24:00", "12/03/2027 minuit", "12/03/2027 13 pm", "17:00", "12 mars 17 h 00",
        "12/03/2027 17:00 (heure de La Réunion)",
    ),
    *_rows(INSTANT, "This time does not exist: the clocks change on that day.", "2027-03-28T02:30", "28/03/2027 à 2 h 30"),
    *_rows(
        PHONE, A_PHONE, "12", "call me", "04 92 20 00", "04 92 20 00 00 00 00 00", "04 92 20 00 00 / 06 12 34 56 78", "3939",
        "0800 FLOWER", "٠٤٩٢٢٠٠٠٠٠", "27 12 34", SCRIPT,
    ),
    *_rows(EMAIL, AN_EMAIL, "nobody", "a@b", "a b@town.fr", SCRIPT, "a@town.fr, b@town.fr"),
    *_rows(EMAIL, "The apostrophe of an address is straight. Did you mean o'neil@example-essai.fr?", "o’neil@example-essai.fr"),
    *_rows(
        EMAIL, "No e-mail can be sent to this address: the part before the @ must have no accents or special characters."
        " Did you mean helene@example-essai.fr?", "hélène@example-essai.fr", "he\u0301le\u0300ne@example-essai.fr",
    ),
    *_rows(
        EMAIL, "No e-mail can be sent to this address: the part before the @ must have no accents or special characters."
        " Did you mean helene.d'arc@town.fr?", "hélène.d’arc@town.fr",
    ),
    *_rows(
        EMAIL, "No e-mail can be sent to this address: the part before the @ must have no accents or special characters.",
        "中村@town.fr",
    ),
    *_rows(
        WEB_ADDRESS, A_WEB_ADDRESS, "rennes", "https://", "ftp://rennes.fr", "javascript:alert(1)", "javascript://rennes.fr/%0aalert(1)",
        "https://[rennes.fr", "rennes.fr now", "https://user@rennes.fr", "jean@rennes.fr", "a..fr", "rennes.fr:99999", 'a.fr/"', SCRIPT,
    ),
    *_rows(SIREN, "A SIREN has 9 digits.", "21350238", "2135023880", "21350238A", "٢١٣٥٠٢٣٨٨"),
    *_rows(SIREN, NO_SIREN, "213502389", "000 000 000"),
    *_rows(SIRET, "A SIRET has 14 digits.", "2135023880001", "2135023880001X", "213502388"),
    *_rows(SIRET, NO_SIRET, "21350238800018", "35600000049838", "00000000000000", "21350238800000"),
    *_rows(RNA, "An RNA number is a W and 9 digits, for example W751234567.", "751234567", "W75123456", "X751234567"),
    *_rows(IBAN, "Enter an IBAN, for example FR76 3000 6000 0112 3456 7890 189.", "FR76", "12"),
    *_rows(IBAN, "This IBAN does not exist: one of its characters is wrong.", "FR7630006000011234567890188"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "sentence"), REFUSED)
def test_what_is_no_value_gets_a_sentence(kind: Value[Any], typed: str, sentence: str) -> None:
    with in_language("en"), pytest.raises(Unreadable) as refused:
        kind.parse(typed, "here")

    with in_language("en"):
        assert (str(refused.value.message), refused.value.field) == (sentence, "here")


def test_what_may_be_two_numbers_is_asked_back_in_the_words_of_the_reader() -> None:
    with in_language("fr"):
        with pytest.raises(Unreadable) as refused:
            DECIMAL.parse("1,250")

        assert str(refused.value.message) == (
            "Indiquez 1\u202f250 ou 1,2500\u00a0: ce que vous avez écrit peut être l’un ou l’autre."
        )
        assert [DECIMAL.parse(each) for each in ("1\u202f250", "1,2500")] == [
            Decimal(1250),
            Decimal("1.25"),
        ]


@given(st.from_regex(r"-?[0-9]{1,4}([ .,'][0-9]{1,4}){0,3}", fullmatch=True))
def test_no_text_is_two_numbers(text: str) -> None:
    """Whatever the box and the language of the page, a text is one number or is asked back."""
    found = set()
    for language in LANGUAGES:
        with in_language(language):
            for kind in (WHOLE, DECIMAL, AMOUNT, PERCENTAGE):
                try:
                    value = kind.parse(text)
                except Unreadable:
                    continue
                found.add(getattr(value, "amount", value))

    assert len(found) <= 1


@pytest.mark.parametrize("kind", [AMOUNT, DAY, EMAIL, SIRET, PHONE])
def test_what_is_too_long_is_not_even_looked_at(kind: Value[Any]) -> None:
    with in_language("en"), pytest.raises(Unreadable, match="too long"):
        kind.parse("1" * 100_000)
