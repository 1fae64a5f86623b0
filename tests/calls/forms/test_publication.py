"""The pages that ask twice: what they take, and the sentence beside what they refuse."""

from datetime import UTC, date, datetime

import pytest

from callforprojects.calls.details import NewClosing
from callforprojects.calls.forms.publication import CancelForm, PostponeForm
from tests.filling import Fill

pytestmark = pytest.mark.unit


def test_a_later_closing_is_read_as_it_is_typed(fill: Fill) -> None:
    form = fill(
        PostponeForm,
        version="3",
        closes_at="12/03/2027 17:00",
        results_expected_on="1 June 2027",
        reason="The decree is late.",
    )

    assert form.errors == {}
    assert form.details() == NewClosing(
        closes_at=datetime(2027, 3, 12, 16, 0, tzinfo=UTC),
        questions_until=None,
        results_expected_on=date(2027, 6, 1),
        reason="The decree is late.",
        version=3,
    )


def test_no_closing_and_no_reason_are_asked_for(fill: Fill) -> None:
    form = fill(PostponeForm, closes_at="12/03/2027", reason=" ")

    assert form.errors == {
        "closes_at": ["Enter a date and a time, for example 12/03/2027 17:00."],
        "reason": ["Enter the reason."],
    }
    assert form.closes_at.raw_data == ["12/03/2027"]


def test_a_reason_has_two_hundred_words_at_most(fill: Fill) -> None:
    assert not fill(CancelForm, reason="word " * 200).errors
    assert set(fill(CancelForm, reason="word " * 201).errors) == {"reason"}
