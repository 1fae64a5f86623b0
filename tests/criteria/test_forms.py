"""The page of a criterion; what each mark means is typed as lines of the guidance."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from callforprojects.core.data.points import Points
from callforprojects.core.text.i18n import in_language
from callforprojects.criteria.details import CriterionDetails
from callforprojects.criteria.forms import (
    CriterionForm,
    apart_from_descriptors,
    with_descriptors,
)
from callforprojects.criteria.models import Criterion
from callforprojects.questionnaires.models import Question
from tests.filling import Fill

pytestmark = pytest.mark.unit

FIVE = Points.of(5)
SAID = "Une action isolée ne dépasse pas 2."
GIVEN = {"title": "Need", "weight": "40", "scale_max": "5"}
QUESTIONS = [Question(key="context", label="Context"), Question(key="actions", label="Actions")]


def filled(fill: Fill, obj: Criterion | None = None, /, **values: Any) -> Any:
    return fill(CriterionForm, options={"obj": obj, "questions": QUESTIONS}, **values)


def test_a_criterion_is_read_whole(fill: Fill) -> None:
    form = filled(
        fill,
        title=" Need ",
        weight="40",
        scale_max="10",
        guidance="The need.\n3: solid\n11: beyond",
        purposes=["resilience"],
        domains=["mobility", "health"],
        question_keys=["context"],
        version="2",
    )

    assert form.errors == {}
    assert form.details() == CriterionDetails(
        title="Need",
        weight=Points.of(40),
        guidance="The need.\n11: beyond",
        descriptors={Points.of(3): "solid"},
        scale_max=Points.of(10),
        purposes=("resilience",),
        domains=("mobility", "health"),
        question_keys=("context",),
        version=2,
    )


def test_a_title_a_weight_and_a_highest_mark_are_enough(fill: Fill) -> None:
    form = filled(fill, **GIVEN)

    assert form.errors == {}
    assert form.details() == CriterionDetails(title="Need", weight=Points.of(40))
    assert filled(fill, weight="40", title="Need").errors == {
        "scale_max": ["Enter the highest mark."]
    }


WEIGHT = "A weight is a whole number from 1 to 100."
HIGHEST = "The highest mark is from 1 to 20."


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", "", "Enter the title of the criterion."),
        ("title", "x" * 201, "This text is too long: 200 characters at most."),
        ("weight", "", "Enter the weight of the criterion."),
        ("weight", "0", WEIGHT),
        ("weight", "101", WEIGHT),
        ("weight", "half", "Enter a number, for example 1 250 or 12,5."),
        ("scale_max", "0", HIGHEST),
        ("scale_max", "21", HIGHEST),
        ("guidance", "word " * 201, "1 word too many."),
        ("domains", "moon", "'moon' is not a valid choice for this field."),
        ("question_keys", "gone", "'gone' is not a valid choice for this field."),
    ],
)
def test_what_a_criterion_refuses_stays_as_it_was_typed(
    fill: Fill, field: str, text: str, sentence: str
) -> None:
    form = filled(fill, **{**GIVEN, field: text})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == ([text] if text or field == "title" else [])


@pytest.mark.parametrize("limits", [("1", "1"), ("100", "20")])
def test_the_limits_themselves_are_taken(fill: Fill, limits: tuple[str, str]) -> None:
    weight, scale_max = limits

    assert not filled(fill, title="Need", weight=weight, scale_max=scale_max).errors


def a_criterion(**values: Any) -> Criterion:
    return Criterion(
        id=uuid.uuid4(),
        title="Need",
        weight=Points.of(40),
        scale_max=Points.of(10),
        guidance="The need.",
        descriptors={Points.of(10): "huge", Points.of(2): "small"},
        purposes=[],
        domains=[],
        version=1,
        **values,
    )


@pytest.fixture
def opened(app_without_database: Flask) -> Iterator[Any]:
    """The page of a criterion as it is first shown; one of its questions is asked no more."""
    criterion = a_criterion(question_keys=["context", "gone"])
    with app_without_database.test_request_context(), in_language("en"):
        yield CriterionForm(formdata=None, obj=criterion, questions=QUESTIONS)


def test_what_marks_mean_is_in_one_box_with_the_guidance(opened: Any) -> None:
    assert (opened.guidance.data or "").split("\n") == ["The need.", "2: small", "10: huge"]


def test_what_comes_back_refused_stays_as_it_was_typed(fill: Fill) -> None:
    form = filled(
        fill, a_criterion(question_keys=[]), **GIVEN | {"weight": "0", "guidance": "2: low"}
    )

    assert (set(form.errors), form.guidance.data) == ({"weight"}, "2: low")


def test_a_question_that_is_no_longer_asked_is_forgotten_when_the_page_is_opened(
    opened: Any,
) -> None:
    assert [choice.value for choice in opened.question_keys.choices] == ["context", "actions"]
    assert opened.question_keys.data == ["context"]


@pytest.mark.parametrize(
    "line",
    ["3 : solide", "3\N{NO-BREAK SPACE}: solide", "3: solide", "3/5 – solide", " 3 = solide"],
)
def test_a_line_that_begins_with_a_mark_says_what_it_means(line: str) -> None:
    assert apart_from_descriptors(f"{SAID}\n{line}", FIVE) == (SAID, {Points.of(3): "solide"})


def test_what_is_no_mark_stays_in_the_guidance() -> None:
    guidance = "12: beyond the scale\n2026: the year\nA lone action stays below 2."

    assert apart_from_descriptors(guidance, FIVE) == (guidance, {})


def test_of_two_lines_about_one_mark_none_is_lost() -> None:
    assert apart_from_descriptors("3: solid\n3: measured", FIVE) == (
        "3: solid",
        {Points.of(3): "measured"},
    )


@pytest.mark.usefixtures("fill")
@pytest.mark.parametrize("said", [SAID, ""])
def test_what_is_shown_is_taken_apart_again(said: str) -> None:
    meanings = {FIVE: "mesuré", Points.of(1): "affirmé"}

    assert apart_from_descriptors(with_descriptors(said, meanings), FIVE) == (said, meanings)
