"""What people type in each type of question, and what becomes of it."""

import json
import re

import pytest

from callforprojects.core.data.values import Unreadable
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.questionnaires.models import QuestionType
from callforprojects.questionnaires.types import TYPES, setting_names_of, type_of
from callforprojects.questionnaires.types.matrix import claims_in_text

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("english_sentences")]

T = QuestionType
OPTIONS = {"options": [{"value": "a", "label": "Alpha"}, {"value": "b", "label": "Beta"}]}
SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("kind", list(T))
def test_every_type_has_its_way(kind):
    assert kind in TYPES


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        (T.SHORT_TEXT, "One\n  line", "One line", "One line"),
        (T.SHORT_TEXT, SCRIPT, SCRIPT, SCRIPT),
        (T.LONG_TEXT, "Two\n\nparagraphs", "Two\n\nparagraphs", "Two\n\nparagraphs"),
        (T.INTEGER, "1 250", 1250, "1,250"),
        (T.INTEGER, "-3", -3, "-3"),
        (T.INTEGER, "1,250", 1250, "1,250"),
        (T.INTEGER, "12,0", 12, "12"),
        (T.DECIMAL, "1 234,5", "1234.5", "1,234.5"),
        (T.DECIMAL, "1,234.50", "1234.50", "1,234.50"),
        (T.DECIMAL, "1.234,50", "1234.50", "1,234.50"),
        (T.DECIMAL, "1,234,567", "1234567", "1,234,567"),
        (T.DECIMAL, "1,250", "1250", "1,250"),
        (T.DECIMAL, "0,125", "0.125", "0.125"),
        (T.MONEY, "1 234,50 €", 123450, "€1,234.50"),
        (T.MONEY, "1\u202f234,50\u00a0€", 123450, "€1,234.50"),
        (T.MONEY, "1,234.50", 123450, "€1,234.50"),
        (T.MONEY, "38400", 3840000, "€38,400"),
        (T.PERCENTAGE, "12,5 %", "12.5", "12.5%"),
        (T.PERCENTAGE, "70", "70", "70%"),
        (T.DATE, "2027-03-01", "2027-03-01", "1 March 2027"),
        (T.DATE, "1/3/2027", "2027-03-01", "1 March 2027"),
        (
            T.INSTANT,
            "1/3/2027 17h",
            "2027-03-01T16:00:00+00:00",
            "1 March 2027 at 17:00 (Paris time)",
        ),
        (T.YES_NO, "yes", True, "Yes"),
        (T.YES_NO, "no", False, "No"),
        (T.CHOICE, "a", "a", "Alpha"),
        (T.CHOICES, "b\na", ["a", "b"], "Alpha, Beta"),
        (T.SIRET, "732 829 320 00074", "73282932000074", "732\u00a0829\u00a0320\u00a000074"),
        (T.SIREN, "732 829 320", "732829320", "732\u00a0829\u00a0320"),
        (T.RNA, "w751234567", "W751234567", "W751234567"),
        (
            T.IBAN,
            "FR7630006000011234567890189",
            "FR7630006000011234567890189",
            "FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189",
        ),
        (T.EMAIL, "Odile@TOWN.example", "Odile@town.example", "Odile@town.example"),
        (T.PHONE, "02.99.00.00.00", "+33299000000", "+33 2 99 00 00 00"),
        (T.PHONE, "+44 20 7946 0958", "+442079460958", "+44 20 7946 0958"),
        (T.URL, "www.town.fr/a?b=1", "https://www.town.fr/a?b=1", "https://www.town.fr/a?b=1"),
    ],
)
def test_what_is_typed_is_read_and_shown(kind, typed, value, shown):
    with in_language("en"):
        parsed = type_of(kind).parse(typed, OPTIONS if kind in {T.CHOICE, T.CHOICES} else {})

        assert parsed == value
        assert type_of(kind).to_display(parsed, OPTIONS) == shown


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (T.INTEGER, "many", "Enter a number, for example 1 250 or 12,5."),
        (T.INTEGER, "12,5", "Enter a whole number, without decimals."),
        (T.INTEGER, "9" * 500, "This number is too large."),
        (T.INTEGER, "٣", "Enter a number, for example 1 250 or 12,5."),
        (T.DECIMAL, "1e9", "Enter a number, for example 1 250 or 12,5."),
        (T.DECIMAL, "1" + "0" * 12 + ".5", "This number is too large."),
        (T.INTEGER, "1" + "0" * 11 + "01", "This number is too large."),
        (T.DECIMAL, "0.1234567", "Six decimals at most."),
        (T.MONEY, "about 1000", "Enter an amount in euros, for example 12 500 or 12 500,50."),
        (T.MONEY, "-5", "An amount cannot be negative."),
        (T.MONEY, "9" * 20, "This amount is too large."),
        (T.PERCENTAGE, "101", "A percentage lies between 0 and 100."),
        (T.PERCENTAGE, "1,234", "Two decimals at most."),
        (T.DATE, "31/02/2027", "Enter a date that exists, for example 12/03/2027."),
        (T.DATE, "0001-01-01", "Enter a date that exists, for example 12/03/2027."),
        (T.YES_NO, "perhaps", "Choose yes or no."),
        (T.CHOICE, "c", "Choose in the list."),
        (T.CHOICES, "a\nc", "Choose in the list."),
        (T.SIRET, "7328293200007", "A SIRET has 14 digits."),
        (T.SIRET, "73282932000075", "This SIRET does not exist: one of its digits is wrong."),
        (T.EMAIL, "o’neil@town.fr", "The apostrophe of an address is straight. Did you mean o'neil@town.fr"),
        (T.EMAIL, "hélène@town.fr", "No e-mail can be sent to this address"),
        (T.EMAIL, SCRIPT, "Enter a complete e-mail address, for example name@town.fr."),
        (T.PHONE, "call me", "Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00."),
        (T.PHONE, "12", "Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00."),
        (T.URL, "javascript://x.fr/%0aalert(1)", "Enter a web address, for example https://www.town.fr."),
        (T.URL, "http://[x", "Enter a web address, for example https://www.town.fr."),
        (T.URL, "a b.fr", "Enter a web address, for example https://www.town.fr."),
        (T.FILE, "budget.pdf", "Choose a file on your computer."),
        (T.MATRIX, "{", "The matrix could not be read. Fill it in again."),
        (T.MATRIX, '[{"purpose": "glory", "domain": "mobility"}]', "The matrix could not be read. Fill it in again."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(kind, typed, sentence):
    with in_language("en"), pytest.raises(Unreadable, match="^" + re.escape(sentence)):
        type_of(kind).parse(typed, OPTIONS)


@pytest.mark.parametrize(
    "kind", [T.MONEY, T.PHONE, T.CHOICES, T.YES_NO, T.DECIMAL, T.DATE, T.INSTANT, T.IBAN]
)
def test_what_is_written_back_is_read_again(kind):
    typed = {
        T.MONEY: "1234.50",
        T.PHONE: "0299000000",
        T.CHOICES: "a\nb",
        T.YES_NO: "no",
        T.DECIMAL: "-1,50",
        T.DATE: "2027-12-31",
        T.INSTANT: "2027-12-31T17:30",
        T.IBAN: "FR7630006000011234567890189",
    }[kind]
    value = type_of(kind).parse(typed, OPTIONS)

    assert type_of(kind).parse(type_of(kind).to_input(value), OPTIONS) == value


def test_numbers_are_read_and_written_as_the_reader_does():
    with in_language("fr"):
        assert type_of(T.DECIMAL).parse("1,2500", {}) == "1.2500"
        assert type_of(T.DECIMAL).to_input("12.5") == "12,5"
        assert type_of(T.MONEY).to_input(1920050) == "19\u202f200,50"
        assert type_of(T.MONEY).parse("19\u202f200,50", {}) == 1920050
    with in_language("en"):
        assert type_of(T.MONEY).to_input(1920000) == "19,200"
        assert type_of(T.MONEY).parse("19,200", {}) == 1920000


@pytest.mark.parametrize(
    ("kind", "value", "settings", "sentences"),
    [
        (T.SHORT_TEXT, "x" * 121, {"max_length": 120}, ["1 character too many."]),
        (T.LONG_TEXT, "one two three four", {"max_words": 2}, ["2 words too many."]),
        (T.LONG_TEXT, "one two", {"max_words": 2}, []),
        (T.LONG_TEXT, "one two", {}, []),
        (T.INTEGER, -1, {"minimum": "0"}, ["At least 0."]),
        (T.MONEY, 1_000_001, {"maximum": "10000"}, ["At most 10,000."]),
        (T.DECIMAL, "5", {"minimum": "1", "maximum": "9"}, []),
        (T.FILE, {"name": "a.docx"}, {"types": ["pdf"]}, ["Send a file of type pdf."]),
        (T.FILE, {"name": "a.JPEG"}, {"types": ["jpg"]}, []),
    ],
)
def test_limits_are_said(kind, value, settings, sentences):
    with in_language("en"):
        assert [str(f.message) for f in type_of(kind).faults(value, settings)] == sentences


def claim(domain, level, argument, purpose="environment"):
    return {"purpose": purpose, "domain": domain, "level": level, "argument": argument}


def test_argued_cells_need_their_sentence():
    value = [
        claim("mobility", 3, ""),
        claim("health", -1, ""),
        claim("safety", 0, "Forgotten level"),
        claim("culture", 2, "x" * 2001),
    ]

    with in_language("en"):
        faults = list(type_of(T.MATRIX).faults(value, {}))

    assert [fault.input_id for fault in faults] == [
        "claim-environment--mobility-argument",
        "claim-environment--health-argument",
        "claim-environment--safety-level",
        "claim-environment--culture-argument",
    ]
    assert "describe what your project does here" in str(faults[0].message)
    assert "enter the measure that counters this effect" in str(faults[1].message)
    assert "choose a contribution, or remove the text" in str(faults[2].message)
    assert "too long" in str(faults[3].message)


def test_thirty_claims_are_too_many():
    cells = [
        claim(domain, 1, "x", purpose)
        for purpose in ("environment", "cohesion", "resilience")
        for domain in (
            "mobility", "health", "safety", "culture", "governance", "education", "innovation",
            "economy", "living-together", "living-environment", "infrastructure",
            "biodiversity",
        )
    ][:30]  # fmt: skip

    with in_language("en"):
        faults = [
            str(fault.message) for fault in type_of(T.MATRIX).faults(cells, {"max_cells": 12})
        ]

    assert faults == ["18 cells too many: keep those where your project weighs most."]


def test_a_matrix_is_collected_from_its_inputs():
    fields = {
        "answer-matrix-asked": ["1"],
        "claim-environment--mobility-level": ["3"],
        "claim-environment--mobility-argument": [" Fewer\r\ncars "],
        "claim-cohesion--mobility-level": ["99"],
    }

    typed = type_of(T.MATRIX).collect(fields, "answer-matrix")

    assert typed is not None
    assert json.loads(typed)[0] == claim("mobility", 3, "Fewer\ncars")
    with pytest.raises(Unreadable):  # a level that no page offers
        type_of(T.MATRIX).parse(typed, {})
    assert type_of(T.MATRIX).collect({}, "answer-matrix") is None
    assert type_of(T.MATRIX).collect({"answer-matrix-asked": ["1"]}, "answer-matrix") == ""


def test_boxes_of_a_broken_matrix_are_empty():
    assert claims_in_text("{") == []
    assert claims_in_text('["x"]') == []
    assert claims_in_text("") == []


def test_every_type_has_a_name():
    assert len({str(kind.label) for kind in T}) == len(T)


def test_boxes_all_unticked_are_an_answer():
    assert type_of(T.CHOICES).collect({"n-asked": ["1"]}, "n") == ""
    assert type_of(T.CHOICES).collect({"n-asked": ["1"], "n": ["a", "b"]}, "n") == "a\nb"
    assert type_of(T.CHOICES).collect({}, "n") is None


@pytest.mark.parametrize(
    ("kind", "settings", "kept"),
    [
        (T.SHORT_TEXT, {"max_length": "120"}, {"max_length": 120}),
        (T.LONG_TEXT, {"max_words": ""}, {}),
        (T.INTEGER, {"minimum": "0", "maximum": "1,5"}, {"minimum": "0", "maximum": "1.5"}),
        (T.CHOICE, {"options": ["Alpha", {"value": "b", "label": "Beta"}]},
         {"options": [{"value": "Alpha", "label": "Alpha"}, {"value": "b", "label": "Beta"}]}),
        (T.FILE, {"types": [".PDF"]}, {"types": ["pdf"]}),
        (T.FILE, {}, {}),
        (T.MATRIX, {"max_cells": 12}, {"max_cells": 12}),
        (T.DATE, {}, {}),
    ],
)  # fmt: skip
def test_settings_are_cleaned(kind, settings, kept):
    assert type_of(kind).clean_settings(settings) == kept
    assert set(kept) <= set(setting_names_of(kind))


@pytest.mark.parametrize(
    ("kind", "settings", "field"),
    [
        (T.SHORT_TEXT, {"max_length": "0"}, "max_length"),
        (T.SHORT_TEXT, {"max_length": "9" * 50}, "max_length"),
        (T.SHORT_TEXT, {"max_words": "3"}, "settings"),
        (T.LONG_TEXT, {"max_words": "many"}, "max_words"),
        (T.INTEGER, {"minimum": "x"}, "minimum"),
        (T.INTEGER, {"minimum": "NaN"}, "minimum"),
        (T.INTEGER, {"minimum": "2", "maximum": "1"}, "maximum"),
        (T.CHOICE, {"options": ["one"]}, "options"),
        (T.CHOICE, {"options": ["one", "one"]}, "options"),
        (T.CHOICE, {"options": ["one", " "]}, "options"),
        (T.CHOICE, {"options": [str(n) for n in range(61)]}, "options"),
        (T.FILE, {"types": ["exe"]}, "types"),
        (T.MATRIX, {"max_cells": "73"}, "max_cells"),
    ],
)
def test_settings_without_sense_are_refused(kind, settings, field):
    with pytest.raises(DomainError) as refusal:
        type_of(kind).clean_settings(settings)

    assert refusal.value.field == field
