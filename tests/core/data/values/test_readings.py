"""One table of what people type: the value that is read, in both languages unless one is named."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

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
    Value,
    phones_read_from,
)
from callforprojects.core.text.i18n import LANGUAGES, in_language

pytestmark = pytest.mark.usefixtures("one_engine")

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
