"""Fields: what people type becomes a value, or a sentence beside the field, and is never lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask, render_template_string
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from callforprojects.core.data.money import Money
from callforprojects.core.data.values import AMOUNT, DAY, EMAIL, INSTANT, PERCENTAGE, PHONE, WHOLE
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.boxes import box_of
from callforprojects.core.web.fields import (
    AtMost,
    ChoiceField,
    LineField,
    LongTextField,
    MultiChoiceField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form

pytestmark = pytest.mark.unit

_FIELD = '{% from "_components/field.html" import field %}{{ field(shown) }}'


class Sample(Form):
    """One field of each kind."""

    class Meta(Form.Meta):
        csrf = False

    amount = ValueField("Amount", kind=AMOUNT)
    rate = ValueField("Rate", kind=PERCENTAGE)
    people = ValueField("People", [NumberRange(1, 9, "From 1 to 9.")], default=2, kind=WHOLE)
    starts_on = ValueField("Start", kind=DAY)
    closes_at = ValueField("Closes", kind=INSTANT)
    phone = ValueField("Telephone", kind=PHONE)
    name = LineField("Name", default="Anne")
    text = LongTextField("Text", max_words=3)


class Needed(Form):
    """Two fields that may not be left empty, in the two ways that WTForms has."""

    class Meta(Form.Meta):
        csrf = False

    email = ValueField("Address", [DataRequired("Enter your address.")], kind=EMAIL)
    amount = ValueField("Amount", [InputRequired("Enter an amount.")], kind=AMOUNT)


Fill = Callable[..., Sample]


@pytest.fixture
def fill(app_without_database: Flask) -> Iterator[Fill]:
    def filled(**values: str) -> Sample:
        form = Sample(MultiDict({"people": "2", **values}))
        form.validate()
        return form

    with app_without_database.test_request_context(), in_language("en"):
        yield filled


def shown(field: Field) -> str:
    return render_template_string(_FIELD, shown=field)


def said(field: Field) -> list[str]:
    return [str(error) for error in field.errors]


def test_what_is_typed_becomes_a_value(fill: Fill) -> None:
    form = fill(
        amount="1\u202f234,50 €",
        rate="12,5 %",
        people="7\u200b",
        starts_on="1er mars 2027",
        closes_at="12 mars 2027 à 17 h 00 (heure de Paris)",
        phone="0692 12 34 56",
    )

    assert form.errors == {}
    assert form.amount.data == Money(123450)
    assert form.rate.data == Decimal("12.5")
    assert form.people.data == 7
    assert form.starts_on.data == date(2027, 3, 1)
    assert form.closes_at.data == datetime(2027, 3, 12, 16, tzinfo=UTC)
    assert form.phone.data == "+262692123456"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("amount", "plenty", "Enter an amount in euros, for example 12 500 or 12 500,50."),
        ("amount", "0,125", "Enter an amount in euros, for example 12 500 or 12 500,50."),
        ("rate", "101", "A percentage lies between 0 and 100."),
        ("people", "a few", "Enter a number, for example 1 250 or 12,5."),
        ("people", "10", "From 1 to 9."),
        ("starts_on", "1 merle 2027", "Enter a date that exists, for example 12/03/2027."),
        ("closes_at", "12/03/2027", "Enter a date and a time, for example 12/03/2027 17:00."),
    ],
)
def test_what_is_none_is_kept_as_typed(fill: Fill, name: str, typed: str, sentence: str) -> None:
    field = fill(**{name: typed})[name]

    assert said(field) == [sentence]
    assert f'value="{escape(typed)}"' in shown(field)
    assert 'aria-invalid="true"' in shown(field)


def test_a_value_fills_its_box(app_without_database: Flask) -> None:
    with app_without_database.test_request_context(), in_language("fr"):
        form = Sample(
            None,
            amount=Money(123450),
            rate=Decimal("70.00"),
            closes_at=datetime(2027, 3, 12, 16, tzinfo=UTC),
            phone="+33492200000",
        )

        assert 'value="1\u202f234,50"' in shown(form.amount)
        assert 'value="70"' in shown(form.rate)
        assert 'value="2"' in shown(form.people)
        assert 'value="2027-03-12T17:00"' in shown(form.closes_at)
        assert 'value="+33 4 92 20 00 00"' in shown(form.phone)
        assert 'value=""' in shown(form.starts_on)


def test_a_picker_shows_what_it_can_and_a_plain_box_the_rest(fill: Fill) -> None:
    assert 'type="datetime-local"' in shown(fill(closes_at="2027-03-12T17:00").closes_at)
    assert 'type="datetime-local"' in shown(fill().closes_at)
    assert 'type="text"' in shown(fill(closes_at="12/03/2027").closes_at)
    assert 'type="date"' in shown(fill(starts_on="2027-03-12").starts_on)
    assert 'type="text"' in shown(fill(starts_on="12 mars 2027").starts_on)


def test_spaces_are_nothing_and_one_thing_is_said_at_a_time(app_without_database: Flask) -> None:
    with app_without_database.test_request_context(), in_language("en"):
        empty = Needed(MultiDict({"email": " ", "amount": "\u00a0\u200b"}))
        wrong = Needed(MultiDict({"email": "nobody", "amount": "12 50"}))
        empty.validate()
        wrong.validate()

        assert [said(field) for field in empty] == [["Enter your address."], ["Enter an amount."]]
        assert [said(field) for field in wrong] == [
            ["Enter a complete e-mail address, for example name@town.fr."],
            ["Enter an amount in euros, for example 12 500 or 12 500,50."],
        ]


def test_words_too_many_are_counted(fill: Fill) -> None:
    assert said(fill(text="one two three four five").text) == ["2 words too many."]
    assert not fill(text=" one  two\nthree ").text.errors


def test_texts_are_read_as_a_line_and_as_paragraphs(app_without_database: Flask) -> None:
    cut = "La commune plante des arbres tout le long\r\nde ses rues, dans les cours de ses écoles\r\net sur les places."

    with app_without_database.test_request_context():
        form = Sample(MultiDict({"name": " The  town\nhall\u200b ", "text": f"{cut}\r\n\r\nEnd."}))

        assert form.name.data == "The town hall"
        assert form.text.data == f"{cut.replace(chr(13) + chr(10), ' ')}\n\nEnd."
        assert "The town hall" in shown(form.name)


def test_a_text_left_empty_is_one_and_a_text_not_sent_is_that_of_before(fill: Fill) -> None:
    assert (fill(name=" ", text="").name.data, fill(text="").text.data) == ("", "")
    assert fill().name.data == "Anne"


class Named(Form):
    """A text with a limit."""

    class Meta(Form.Meta):
        csrf = False

    name = LineField("Name", [AtMost(3, "Three at most.")])
    town = LineField("Town", [AtMost(3)])


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [("👩\u200d👧 e\u0301", []), ("abcd", ["Three at most."]), ("🇫🇷🇧🇪👍🏽❤️", ["Three at most."])],
)
def test_a_limit_counts_the_characters_that_people_see(
    app_without_database: Flask, typed: str, mistakes: list[str]
) -> None:
    with app_without_database.test_request_context(), in_language("en"):
        form = Named(MultiDict({"name": typed}))
        form.validate()

        assert said(form.name) == mistakes


def test_no_browser_cuts_what_the_server_would_take(app_without_database: Flask) -> None:
    with app_without_database.test_request_context():
        box = box_of(Named().name)

    assert "maxlength" not in box.attributes  # it counts an emoji twice
    assert box.attributes["data-limit"] == 3


def test_a_text_above_its_limit_is_said_to_be_so_as_everywhere(app_without_database: Flask) -> None:
    with app_without_database.test_request_context(), in_language("en"):
        form = Named(MultiDict({"town": "abcd"}))
        form.validate()

        assert said(form.town) == ["This text is too long: 3 characters at most."]


AB = (("a", "A"), ("b", "B"))


class Chosen(Form):
    """Choices that may be left out."""

    class Meta(Form.Meta):
        csrf = False

    one = ChoiceField("One", [Optional()], choices=choices_of(AB, empty="Choose"))
    seen = RadioChoiceField("Seen", [Optional()], choices=choices_of(AB))
    several = MultiChoiceField("Several", [Optional()], choices=choices_of(AB))


@pytest.mark.parametrize(
    "sent",
    [{"one": [" "]}, {"one": ["\n"]}, {"seen": [" "]}, {"several": [" "]}, {"several": [""]},
     {"several": ["", "c"]}, {"several": [" ", "c"]}, {"several": ["a", "c"]}],
)  # fmt: skip
def test_what_is_no_choice_is_refused_where_nothing_is_allowed(
    app_without_database: Flask, sent: dict[str, list[str]]
) -> None:
    """A list of choices that begins with a blank text is no empty list."""
    with app_without_database.test_request_context():
        form = Chosen(MultiDict(sent))

        assert not form.validate()
        assert form.errors.keys() == sent.keys()


@pytest.mark.parametrize(
    ("sent", "several"), [({}, []), ({"one": [""], "seen": [""]}, []), ({"several": ["b", "a"]}, ["b", "a"])]
)  # fmt: skip
def test_nothing_chosen_is_allowed(
    app_without_database: Flask, sent: dict[str, list[str]], several: list[str]
) -> None:
    with app_without_database.test_request_context():
        form = Chosen(MultiDict(sent))

        assert form.validate()
        assert (form.one.data or "", form.several.data or []) == ("", several)
