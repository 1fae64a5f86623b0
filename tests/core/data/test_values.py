"""What people type: the value that is read, or the sentence that says what to write instead.

One table for each, in both languages unless one is named; nothing is guessed.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.data.money import Money
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
    phones_read_from,
)
from callforprojects.core.text.i18n import LANGUAGES, in_language

pytestmark = pytest.mark.unit

BOTH = tuple(LANGUAGES)
Row = tuple[Value[Any], str, Any, tuple[str, ...]]


def _rows(kind: Value[Any], read: dict[str, Any], languages: tuple[str, ...] = BOTH) -> list[Row]:
    return [(kind, typed, value, languages) for typed, value in read.items()]


def _each(kind: Value[Any], value: Any, *typed: str) -> list[Row]:
    """Several ways of writing one value."""
    return [(kind, text, value, BOTH) for text in typed]


READ = [
    *_each(
        AMOUNT, Money(123450), "1 234,50 €", "1\u202f234,50\u00a0€", "1,234.50", "1.234,50", "1234.5", "€1,234.50",
        "1 234,50 euros", "EUR 1234,50", "1234,50EUR", "1'234.50", "1’234,50 €", "1234 €50", "\u200e1\u200b234,50",
    ),
    *_each(AMOUNT, Money.euros(12_000), "12 000 €", "12000", "12 k€", "12k", "12 K€", "€12k", "12 kEUR", "12.000", "12,000"),
    *_each(AMOUNT, Money.euros(1_200_000), "1,2 M€", "1.2M", "1,2 million d’euros", "1 200 k€", "1,20 millions"),
    *_rows(AMOUNT, {
        "0": Money(0), "12,5": Money(1250), "0,99": Money(99), "305 000 000": Money.euros(305_000_000),
        "1,234": Money.euros(1234), "0,125 M€": Money.euros(125_000), "3 Md€": Money.euros(3 * 10**9),
        "2 milliards": Money.euros(2 * 10**9), "007": Money.euros(7),
    }),
    *_each(WHOLE, 1250, "1 250", "1\u202f250", "1250", "1,250", "1.250", "1250,00", "1’250"),
    *_rows(WHOLE, {"-3": -3, "−3": -3, "0": 0, "12,0": 12, "12,000": 12_000}),
    *_each(DECIMAL, Decimal("1234.5"), "1 234,5", "1234.5", "1,234.5", "1.234,5", "1\u00a0234,5"),
    *_rows(DECIMAL, {
        "0,125": Decimal("0.125"), "0.125": Decimal("0.125"), "-12,5": Decimal("-12.5"), "1,2340": Decimal("1.2340"),
        "1,234,567": Decimal(1_234_567), "1234,567": Decimal("1234.567"),
    }),
    *_rows(DECIMAL, {"1,250": Decimal(1250)}, ("en",)),  # our English pages write it so
    *_each(PERCENTAGE, Decimal("12.5"), "12,5", "12.5", "12,5 %", "12.5%", "12,5\u00a0%", "12,5 pour cent", "12.5 per cent"),
    *_rows(PERCENTAGE, {"0": Decimal(0), "100": Decimal(100), "70,00": Decimal(70)}),
    *_each(
        DAY, date(2027, 3, 12), "12/03/2027", "12/3/2027", "12.03.2027", "12-03-2027", "12 03 2027", "12/03/27", "12.3.27",
        "2027-03-12", "2027/03/12", "12 mars 2027", "12\u00a0mars 2027", "12 Mars 2027", "le 12 mars 2027", "12-mars-2027",
        "vendredi 12 mars 2027", "ven. 12 mars 2027", "12 March 2027", "March 12, 2027", "12th March 2027", "12 mar 2027",
        "Friday, 12 March 2027", "on the 12th of March 2027", "Mar 12, 2027", "mar. 12, 2027", "on Mar 12th, 2027",
    ),
    *_each(DAY, date(2027, 3, 1), "1er mars 2027", "1er\u00a0mars 2027", "1 mars 2027", "1st March 2027", "March 1st, 2027"),
    *_rows(DAY, {
        "12 fév. 2027": date(2027, 2, 12), "12 fevrier 2027": date(2027, 2, 12), "12 sept. 2027": date(2027, 9, 12),
        "12 août 2027": date(2027, 8, 12), "12 AOUT 2027": date(2027, 8, 12), "29/02/2028": date(2028, 2, 29),
        "12 déc 2027": date(2027, 12, 12), "31/12/99": date(2099, 12, 31),
    }),
    *_each(
        INSTANT, datetime(2026, 12, 31, 16, tzinfo=UTC), "31 décembre 2026 à 17 h 00 (heure de Paris)",
        "31\u00a0décembre 2026 à\u00a017\u00a0h\u00a000 (heure de Paris)", "31/12/2026 à\u00a017\u00a0h\u00a000",
        "31 December 2026 at 17:00 (Paris time)", "31 Dec 2026 17:00", "31/12/2026 17:00", "31/12/2026 17h", "31/12/2026, 17 h",
        "31.12.2026 17h00", "31 décembre 2026 17 heures", "jeudi 31 décembre 2026 à 17 h", "2026-12-31T17:00", "2026-12-31 17:00",
        "2026-12-31T17:00:00", "31 December 2026, 5 pm", "31 December 2026 at 5 p.m.", "December 31, 2026 5:00 PM", "31/12/26 17H00",
        "31 décembre 2026 à 17 h 00 min 00 s",
    ),
    *_rows(INSTANT, {
        "12/03/2027 17h30": datetime(2027, 3, 12, 16, 30, tzinfo=UTC), "Mar 12, 2027 5 pm": datetime(2027, 3, 12, 16, tzinfo=UTC),
        "12/03/2027 midi": datetime(2027, 3, 12, 11, tzinfo=UTC),
        "12/03/2027 12 am": datetime(2027, 3, 11, 23, tzinfo=UTC), "12/03/2027 12 pm": datetime(2027, 3, 12, 11, tzinfo=UTC),
        "1er juillet 2027 à 9 h 05": datetime(2027, 7, 1, 7, 5, tzinfo=UTC),
        "31/10/2027 2:30": datetime(2027, 10, 31, 0, 30, tzinfo=UTC),  # the first of the two
    }),
    *_each(
        PHONE, "+33492200000", "04 92 20 00 00", "0492200000", "04.92.20.00.00", "04-92-20-00-00", "+33 4 92 20 00 00",
        "0033 4 92 20 00 00", "+33 (0)4 92 20 00 00", "tel:+33492200000", "\u202a+33\u00a04\u00a092\u00a020\u00a000\u00a000\u202c",
    ),
    *_each(PHONE, "+33492200000;ext=12", "04 92 20 00 00 poste 12", "+33 4 92 20 00 00 ext. 12", "+33492200000;ext=12"),
    *_rows(PHONE, {
        "0692 12 34 56": "+262692123456", "0262 20 00 00": "+262262200000", "0639 12 34 56": "+262639123456",
        "0690 12 34 56": "+590690123456", "0691 12 34 56": "+590691123456", "0590 20 00 00": "+590590200000",
        "0694 12 34 56": "+594694123456", "0594 20 00 00": "+594594200000", "0696 12 34 56": "+596696123456",
        "0596 20 00 00": "+596596200000", "0508 41 12 34": "+508411234", "+33 6 92 12 34 56": "+262692123456",
        "06 12 34 56 78": "+33612345678", "+41 22 791 21 11": "+41227912111", "+44 20 7946 0958": "+442079460958",
        "+687 27 12 34": "+687271234", "+687 27.12.34": "+687271234", "0976 12 34 56": "+33976123456",
        "+39 06 698 1234": "+39066981234", "+225 07 01 02 03 04": "+2250701020304",  # plans that keep the 0
    }),
    *_rows(EMAIL, {
        "Odile@TOWN.example": "Odile@town.example", "o'neil@town.fr": "o'neil@town.fr", " a@town.fr ": "a@town.fr",
        "jean.dupont@mairie-essai.fr\u200b": "jean.dupont@mairie-essai.fr", "a@mairie-briançon.fr": "a@mairie-briançon.fr",
    }),
    *_rows(WEB_ADDRESS, {
        "www.rennes.fr": "https://www.rennes.fr", "http://rennes.fr/a?b=c": "http://rennes.fr/a?b=c",
        "évreux.fr:8080/é\u200b": "https://évreux.fr:8080/é",
    }),
    *_each(SIREN, "213502388", "213 502 388", "213502388", "213.502.388", "213-502-388", "213\u00a0502\u00a0388"),
    *_each(SIRET, "21350238800019", "213 502 388 00019", "21350238800019", "213\u202f502\u202f388\u202f00019"),
    *_rows(SIRET, {  # La Poste: the usual key for its head office, its own rule for a post office
        "356 000 000 00048": "35600000000048", "35600000049837": "35600000049837",
    }),
    *_rows(RNA, {"W751234567": "W751234567", "w2a 1000123": "W2A1000123"}),
    *_rows(IBAN, {"fr76 3000 6000 0112 3456 7890 189": "FR7630006000011234567890189"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "value", "languages"), READ)
def test_what_people_type_is_read(
    kind: Value[Any], typed: str, value: Any, languages: tuple[str, ...]
) -> None:
    for language in languages:
        with in_language(language):
            assert kind.parse(typed) == value


@pytest.mark.parametrize(("kind", "typed", "value", "_languages"), READ)
def test_what_boxes_and_pages_show_is_read_again(
    kind: Value[Any], typed: str, value: Any, _languages: tuple[str, ...]
) -> None:
    """Whoever copies what a page says, and pastes it into a box of the same page, is understood."""
    del typed
    for language in BOTH:
        with in_language(language):
            assert kind.parse(kind.to_input(value)) == value
            assert kind.parse(kind.to_display(value)) == value


@pytest.mark.parametrize("kind", [*{id(row[0]): row[0] for row in READ}.values()])
def test_nothing_is_no_value(kind: Value[Any]) -> None:
    assert [kind.parse_any(typed) for typed in ("", " \u00a0\u200b", None)] == [None] * 3


@pytest.mark.parametrize(
    ("territory", "typed", "kept"),
    [
        ("commune:98818", "27 12 34", "+687271234"),
        ("departement:988", "0492200000", "+33492200000"),
        ("departement:987", "40 41 23 45", "+68940412345"),
        ("commune:97502", "41 12 34", "+508411234"),
        ("region:04", "0976 12 34 56", "+262976123456"),
        ("commune:97105", "0976 12 34 56", "+590976123456"),
        ("departement:972", "0262 20 00 00", "+262262200000"),
        ("commune:35238", "02 99 00 00 00", "+33299000000"),
        (None, "0976 12 34 56", "+33976123456"),
    ],
)
def test_a_territory_says_what_a_telephone_number_does_not(
    territory: str | None, typed: str, kept: str
) -> None:
    with phones_read_from(territory):
        assert PHONE.parse(typed) == kept
        assert PHONE.parse(PHONE.to_input(kept)) == kept


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


def _refusals(kind: Value[Any], sentence: str, *typed: str) -> list[tuple[Value[Any], str, str]]:
    return [(kind, text, sentence) for text in typed]


REFUSED = [
    # three decimals, groups that are none, other figures, two amounts
    *_refusals(
        AMOUNT, AN_AMOUNT, "0,125", "0.125", "012,500", "0 125", "12 50", "1,2,3", "12,345,6", "12.345.6", "1 234 5", "1,234 567",
        "abc", "about 1000", "1e9", "NaN", "Infinity", "٣", "１２", "12²", "½", "12 000/15 000", "10-20", "12 000 € HT", "1_000",
        "2 billion", "+5", "€", "12,", ",5",
    ),
    *_refusals(AMOUNT, "An amount cannot be negative.", "-5", "−3,20", "-1 234 €", "-€5"),
    *_refusals(AMOUNT, "This amount is too large.", "9" * 14, "9" * 500, "9" * 400 + " M€", "2 000 Md€"),
    *_refusals(AMOUNT, "Enter 1,234,000,000 or 1,234,000: what you wrote may be both.", "1,234 M€", "1.234 millions"),
    *_refusals(WHOLE, A_NUMBER, "many", "٣", "12²", "0 125", "12 50"),
    *_refusals(WHOLE, "Enter a whole number, without decimals.", "12,5", "0,125"),
    *_refusals(WHOLE, "This number is too large.", "9" * 20, "9" * 500, "1" + "0" * 11 + "01"),
    *_refusals(DECIMAL, A_NUMBER, "1e9", "1.2.3", "NaN", "１２"),
    *_refusals(DECIMAL, "Enter 1,250 or 1.2500: what you wrote may be both.", "1.250"),
    *_refusals(DECIMAL, "This number is too large.", "9" * 500, "1" + "0" * 12 + ".5"),
    *_refusals(DECIMAL, "Six decimals at most.", "0.1234567"),
    *_refusals(PERCENTAGE, A_RATE, "many", "NaN", "1e1", "٧٠", "7 0", "%"),
    *_refusals(PERCENTAGE, "A percentage lies between 0 and 100.", "101", "-1"),
    *_refusals(PERCENTAGE, "Two decimals at most.", "12,345", "1,234", "1,250", "12.500 %"),
    *_refusals(
        DAY, A_DAY, "tomorrow", "31/02/2027", "12/13/2027", "0001-01-01", "12/03/0027", "12 mars", "mars 2027", "20270312",
        "12 merle 2027", "12/03/2027 17:00", "jeudi 12 mars 2027", "mar. 12 mars 2027", "2027-W10-5", "١٢/٠٣/٢٠٢٧", "12/03-2027", "29/02/2027",
    ),
    *_refusals(
        INSTANT, A_TIME, "tomorrow", "12/03/2027", "31/02/2027 17:00", "12 mars 2027 25:00", "12/03/0027 17:00", "12 merle 2027 17:00",
        "12/03/2027 17:00 or so", "12/03/2027 24:00", "12/03/2027 minuit", "12/03/2027 13 pm", "17:00", "12 mars 17 h 00",
        "12/03/2027 17:00 (heure de La Réunion)",
    ),
    *_refusals(INSTANT, "This time does not exist: the clocks change on that day.", "2027-03-28T02:30", "28/03/2027 à 2 h 30"),
    *_refusals(
        PHONE, A_PHONE, "12", "call me", "04 92 20 00", "04 92 20 00 0", "+33 04 92 20 00 0", "00 00 00 00 00",
        "04 92 20 00 00 00 00 00", "04 92 20 00 00 / 06 12 34 56 78", "3939",
        "0800 FLOWER", "٠٤٩٢٢٠٠٠٠٠", "27 12 34", SCRIPT, "0692 12 34 5",
    ),
    *_refusals(EMAIL, AN_EMAIL, "nobody", "a@b", "a b@town.fr", SCRIPT, "a@town.fr, b@town.fr", f"{'a' * 65}@town.fr"),
    *_refusals(EMAIL, "The apostrophe of an address is straight. Did you mean o'neil@example-essai.fr?", "o’neil@example-essai.fr"),
    *_refusals(
        EMAIL, "No e-mail can be sent to this address: the part before the @ must have no accents or special characters."
        " Did you mean helene@example-essai.fr?", "hélène@example-essai.fr", "he\u0301le\u0300ne@example-essai.fr",
    ),
    *_refusals(
        EMAIL, "No e-mail can be sent to this address: the part before the @ must have no accents or special characters."
        " Did you mean helene.d'arc@town.fr?", "hélène.d’arc@town.fr",
    ),
    *_refusals(
        EMAIL, "No e-mail can be sent to this address: the part before the @ must have no accents or special characters.",
        "中村@town.fr",
    ),
    *_refusals(
        WEB_ADDRESS, A_WEB_ADDRESS, "rennes", "https://", "ftp://rennes.fr", "javascript:alert(1)", "javascript://rennes.fr/%0aalert(1)",
        "https://[rennes.fr", "rennes.fr now", "https://user@rennes.fr", "jean@rennes.fr", "a..fr", "rennes.fr:99999", 'a.fr/"', SCRIPT,
        "31.12.2026", "1.000", "12.50/x", "https://１２７.0.0.1",
    ),
    *_refusals(SIREN, "A SIREN has 9 digits.", "21350238", "2135023880", "21350238A", "٢١٣٥٠٢٣٨٨"),
    *_refusals(SIREN, NO_SIREN, "213502389", "000 000 000"),
    *_refusals(SIRET, "A SIRET has 14 digits.", "2135023880001", "2135023880001X", "213502388"),
    *_refusals(SIRET, NO_SIRET, "21350238800018", "35600000049838", "00000000000000", "21350238800000"),
    *_refusals(RNA, "An RNA number is a W and 9 digits, for example W751234567.", "751234567", "W75123456", "X751234567"),
    *_refusals(
        RNA, "This RNA number does not exist: one of its digits is wrong.", "W000000000", "W001234567", "W751000000",
    ),
    *_refusals(IBAN, "Enter an IBAN, for example FR76 3000 6000 0112 3456 7890 189.", "FR76", "12"),
    *_refusals(IBAN, "This IBAN does not exist: one of its characters is wrong.", "FR7630006000011234567890188"),
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
