"""For how long files are kept, and the visa by which they go: what the pages take and refuse."""

from datetime import date

import pytest

from callforprojects.archives.forms import EliminationForm, RetentionForm
from callforprojects.archives.keeping import FinalFate, Keeping
from callforprojects.archives.services import Visa
from tests.filling import Fill

pytestmark = pytest.mark.unit

VISA = {"reference": "2029-118", "signed_on": "12/03/2026", "authority": "The director"}


def test_a_rule_of_keeping_is_read(fill: Fill) -> None:
    form = fill(RetentionForm, years="10", fate="sorting", version="4")

    assert form.errors == {}
    assert form.keeping() == Keeping(10, FinalFate.SORTING)
    assert form.version.data == 4


@pytest.mark.parametrize("years", ["1", "99"])
def test_the_shortest_and_the_longest_period_are_taken(fill: Fill, years: str) -> None:
    assert fill(RetentionForm, years=years, fate="transfer").errors == {}


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        ("0", "Enter a number from 1 to 99."),
        ("100", "Enter a number from 1 to 99."),
        ("ten", "Enter a number, for example 1 250 or 12,5."),
        ("", "Enter a number from 1 to 99."),
    ],
)
def test_another_period_is_refused_and_stays_typed(fill: Fill, years: str, sentence: str) -> None:
    form = fill(RetentionForm, years=years, fate="transfer")

    assert form.errors == {"years": [sentence]}
    assert form.years._value() == years


def test_a_fate_is_chosen_among_three(fill: Fill) -> None:
    assert fill(RetentionForm, years="2").errors == {
        "fate": ["Choose what becomes of these files."]
    }
    assert set(fill(RetentionForm, years="2", fate="burning").errors) == {"fate"}
    assert [value for value, *_rest in fill(RetentionForm).fate.choices] == [
        fate.value for fate in FinalFate
    ]


def test_a_visa_is_read(fill: Fill) -> None:
    form = fill(EliminationForm, expected="3", kept=" AAP-1 \n\nAAP-2\nAAP-1", **VISA)

    assert form.errors == {}
    assert form.visa() == Visa(
        reference="2029-118", signed_on=date(2026, 3, 12), authority="The director"
    )
    assert form.kept_references() == frozenset({"AAP-1", "AAP-2"})
    assert form.number_expected == 3


def test_nothing_is_eliminated_without_a_whole_visa(fill: Fill) -> None:
    form = fill(EliminationForm, expected="3", reference=" ", authority="\u200b")

    assert form.errors == {
        "reference": ["Enter the reference of the visa."],
        "signed_on": ["Enter the date of the visa."],
        "authority": ["Enter which authority gave the visa."],
    }


def test_what_is_kept_may_stay_empty(fill: Fill) -> None:
    assert fill(EliminationForm, **VISA).kept_references() == frozenset()


@pytest.mark.parametrize("expected", ["", "-1", "three", "٣", "1.0"])
def test_no_number_of_files_is_any_that_could_be_there(fill: Fill, expected: str) -> None:
    assert fill(EliminationForm, expected=expected, **VISA).number_expected == -1


@pytest.mark.parametrize(("field", "most"), [("reference", 100), ("authority", 200)])
def test_the_words_of_a_visa_are_short(fill: Fill, field: str, most: int) -> None:
    sentence = f"This text is too long: {most} characters at most."

    assert fill(EliminationForm, **{**VISA, field: "x" * most}).errors == {}
    assert fill(EliminationForm, **{**VISA, field: "x" * (most + 1)}).errors == {field: [sentence]}
