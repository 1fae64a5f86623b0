"""Fields: what people type becomes a value, or a sentence beside the field, and is never lost."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.fields import (
    LocalDateTimeField,
    LongTextField,
    MoneyField,
    PercentageField,
)
from callforprojects.core.web.form import Form


class Sample(Form):
    """One field of each kind."""

    class Meta(Form.Meta):
        csrf = False

    amount = MoneyField("Amount")
    rate = PercentageField("Rate")
    closes_at = LocalDateTimeField("Closes")
    text = LongTextField("Text", max_words=3)


@pytest.fixture
def fill(app: Flask) -> Any:
    def filled(**values: str) -> Sample:
        form = Sample(MultiDict(values))
        form.validate()
        return form

    with app.test_request_context(), in_language("en"):
        yield filled


@pytest.mark.parametrize("typed", ["1 234,50 €", "1,234.50", "1\u202f234,50"])
def test_an_amount(fill: Any, typed: str) -> None:
    assert fill(amount=typed).amount.data == Money(123450)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("plenty", "Enter an amount in euros, for example 12 500 or 12 500,50."),
        ("-5", "An amount cannot be negative."),
        ("9" * 14, "This amount is too large."),
    ],
)
def test_a_wrong_amount_is_kept_as_typed(fill: Any, typed: str, sentence: str) -> None:
    form = fill(amount=typed)

    assert [str(error) for error in form.amount.errors] == [sentence]
    assert f'value="{typed}"' in str(form.amount())


@pytest.mark.parametrize(
    ("typed", "value"), [("70", "70"), ("12,5 %", "12.5"), ("0", "0"), ("100", "100")]
)
def test_a_percentage(fill: Any, typed: str, value: str) -> None:
    assert fill(rate=typed).rate.data == Decimal(value)


@pytest.mark.parametrize("typed", ["101", "-1", "many", "NaN", "12,345", "Infinity"])
def test_a_wrong_percentage(fill: Any, typed: str) -> None:
    assert fill(rate=typed).rate.errors


def test_an_hour_is_read_on_the_clock_in_paris(fill: Any) -> None:
    assert fill(closes_at="2027-07-01T17:00").closes_at.data == datetime(2027, 7, 1, 15, tzinfo=UTC)
    assert fill(closes_at="2027-01-12T17:00").closes_at.data == datetime(
        2027, 1, 12, 16, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "typed",
    [
        "12/03/2027 17:00", "12.03.2027 17h00", "12 mars 2027 à 17 h 00", "12 mars 2027 17h",
        "12\u00a0mars 2027 à\u00a017\u00a0h\u00a000",
        "2027-03-12 17:00", "2027-03-12T17:00:00", "12 March 2027 at 17:00", " 12/3/2027, 17 h ",
    ],
)  # fmt: skip
def test_a_date_and_an_hour_are_read_as_people_write_them(fill: Any, typed: str) -> None:
    assert fill(closes_at=typed).closes_at.data == datetime(2027, 3, 12, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["tomorrow", "12/03/2027", "31/02/2027 17:00", "12/13/2027 17:00", "12 mars 2027 25:00",
              "12/03/0027 17:00", "12 merle 2027 17:00", "12/03/2027 17:00 or so"],
)  # fmt: skip
def test_a_wrong_hour_is_kept_as_typed_in_a_plain_box(fill: Any, typed: str) -> None:
    form = fill(closes_at=typed)

    assert [str(error) for error in form.closes_at.errors] == [
        "Enter a date and a time, for example 12/03/2027 17:00."
    ]
    assert 'type="text"' in str(form.closes_at())
    assert f'value="{typed}"' in str(form.closes_at())


def test_the_picker_shows_what_it_can(fill: Any) -> None:
    assert 'type="datetime-local"' in str(fill(closes_at="2027-03-12T17:00").closes_at())
    assert 'type="datetime-local"' in str(fill().closes_at())


def test_the_hour_that_spring_skips_is_refused(fill: Any) -> None:
    form = fill(closes_at="2027-03-28T02:30")

    assert [str(error) for error in form.closes_at.errors] == [
        "This time does not exist: the clocks change on that day."
    ]


def test_of_the_two_hours_of_autumn_the_first_is_taken(fill: Any) -> None:
    assert fill(closes_at="2027-10-31T02:30").closes_at.data == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


def test_words_too_many_are_counted(fill: Any) -> None:
    assert [str(e) for e in fill(text="one two three four five").text.errors] == [
        "2 words too many."
    ]
    assert not fill(text=" one  two\nthree ").text.errors
