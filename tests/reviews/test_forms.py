"""The grid of a juror: marks and comments as they are read, and the sentence of each refusal."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from typing import Any, cast

import pytest
import wtforms
from flask import Flask, g
from wtforms.validators import ValidationError

from callforprojects.applications.models import Application
from callforprojects.core.data.clock import now
from callforprojects.core.data.points import Points
from callforprojects.core.data.versions import ConcurrentEdit
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.criteria.models import Criterion
from callforprojects.juries.models import Juror
from callforprojects.reviews.forms import (
    LONGEST,
    MarkField,
    ReviewForm,
    mark_to_input,
    review_form,
    takes_saved_review,
)
from callforprojects.reviews.models import Review, Score, ScoreStatus
from callforprojects.reviews.queries import ScoringSession
from callforprojects.reviews.services import Details, Incomplete, Mark, StaleReview

pytestmark = pytest.mark.unit

NEED, MEANS, EFFECT = (
    Criterion(
        id=uuid.UUID(int=number),
        title=title,
        scale_min=Points.zero(),
        scale_max=Points.of(most),
        scale_step=Points.of(1),
        descriptors={},
        words={},
    )
    for number, (title, most) in enumerate((("Need", 5), ("Means", 10), ("Effect", 20)), start=1)
)
MARKS = [f"mark-{each.id}" for each in (NEED, MEANS, EFFECT)]
NOTES = [f"note-{each.id}" for each in (NEED, MEANS, EFFECT)]
Grid = Callable[..., AbstractContextManager[ReviewForm]]


def session(review: Review | None = None) -> ScoringSession:
    criteria = [NEED, MEANS, EFFECT]
    return ScoringSession(Application(), Juror(), uuid.uuid4(), review, criteria)


@pytest.fixture
def grid(app_without_database: Flask) -> Grid:
    """The grid as it is sent, or opened when it is not; the gate has seen its token."""

    @contextmanager
    def page(
        values: dict[str, str] | None = None, review: Review | None = None
    ) -> Iterator[ReviewForm]:
        method = "GET" if values is None else "POST"
        request = app_without_database.test_request_context(method=method, data=values)
        with request, in_language("en"):
            g.csrf_valid = True
            yield review_form(session(review))

    return page


def test_a_grid_is_read_in_the_order_of_its_criteria(grid: Grid) -> None:
    values = {
        **dict(zip(MARKS, ("5", " na ", ""), strict=True)),
        **dict(zip(NOTES, ("Sound.", "", "Later."), strict=True)),
        "comment": " A good file. ",
        "version": "3",
    }

    with grid(values) as form:
        assert form.validate()
        details = form.details()

    assert details == Details(
        version=3,
        comment="A good file.",
        marks={
            NEED.id: Mark(ScoreStatus.SCORED, Points.of(5), "Sound."),
            MEANS.id: Mark(ScoreStatus.NOT_APPLICABLE),
            EFFECT.id: Mark(comment="Later."),
        },
    )


@pytest.mark.parametrize("text", ["6", "-1", "4.5", "5000", "NA", "five", "٣"])
def test_a_mark_is_a_whole_number_of_its_scale(grid: Grid, text: str) -> None:
    with grid({MARKS[0]: text, MARKS[1]: "10"}) as form:
        assert not form.validate()
        assert form.errors == {MARKS[0]: ["A mark lies between 0 and 5."]}
        assert form[MARKS[0]].raw_data == [text]
        assert (form[MARKS[0]].data, form[MARKS[1]].data) == (None, 10)


@pytest.mark.parametrize("text", ["0", "5", "na", ""])
def test_the_ends_of_the_scale_and_no_mark_are_taken(grid: Grid, text: str) -> None:
    with grid({MARKS[0]: text}) as form:
        assert form.validate()


@pytest.mark.parametrize("name", ["comment", NOTES[2]])
def test_a_comment_has_ten_thousand_characters_at_most(grid: Grid, name: str) -> None:
    with grid({name: "x" * LONGEST}) as form:
        assert form.validate()
    with grid({name: "x" * (LONGEST + 1)}) as form:
        assert not form.validate()
        assert form.errors == {name: ["This text is too long: 10,000 characters at most."]}


def test_a_grid_opens_with_what_was_saved(grid: Grid) -> None:
    scores = [
        Score(
            criterion_id=NEED.id, status=ScoreStatus.SCORED, value=Points.zero(), comment="Sound."
        ),
        Score(criterion_id=MEANS.id, status=ScoreStatus.NOT_APPLICABLE, value=None, comment=""),
    ]

    with grid(review=Review(version=7, comment="So far.", scores=scores)) as form:
        assert [form[name].data for name in MARKS] == [0, "na", None]
        assert [form[name].data for name in NOTES] == ["Sound.", "", ""]
        assert (form.comment.data, form.version.data) == ("So far.", 7)
    with grid() as form:
        assert form.details() == Details(
            0, "", dict.fromkeys((NEED.id, MEANS.id, EFFECT.id), Mark())
        )


def test_each_criterion_that_is_missing_has_its_sentence(grid: Grid) -> None:
    with grid({}) as form:
        form.validate()
        form.add_error(Incomplete([(MARKS[0], "Mark it."), (NOTES[1], "Say why.")]))

        assert form.errors == {MARKS[0]: ["Mark it."], NOTES[1]: ["Say why."]}
        assert form.stale is None


def test_a_refusal_is_a_conflict_only_when_somebody_was_faster(grid: Grid) -> None:
    with grid({}) as form:
        assert type(form.refusal("Not kept.")) is DomainError
        form.status = ConflictError.status
        assert type(form.refusal("Not kept.")) is ConflictError


@pytest.mark.parametrize(
    ("chosen", "expected"), [({"review-keep": "theirs"}, True), ({"review-keep": "mine"}, False), ({}, False)]
)  # fmt: skip
def test_the_saved_version_is_taken_when_it_is_chosen(
    grid: Grid, chosen: dict[str, str], *, expected: bool
) -> None:
    with grid(chosen):
        assert takes_saved_review() is expected


def test_a_mark_as_the_grid_holds_it() -> None:
    assert mark_to_input(Score(status=ScoreStatus.SCORED, value=Points.of(3))) == 3
    assert mark_to_input(Score(status=ScoreStatus.NOT_APPLICABLE, value=None)) == "na"
    assert mark_to_input(Score(status=ScoreStatus.UNANSWERED, value=None)) is None


def test_after_a_conflict_the_grid_carries_the_version_that_is_there(grid: Grid) -> None:
    stale = StaleReview(
        "Saved elsewhere.", ConcurrentEdit(None, now(), "a", "b"), version=9, may_keep=True
    )
    with grid({"version": "3"}) as form:
        form.validate()
        form.add_error(stale)

        assert (form.stale, form.version.data) == (stale, 9)
        assert form.form_errors == ["Saved elsewhere."]


HALVES = Criterion(
    id=uuid.UUID(int=4),
    title="Halves",
    scale_min=Points.of(1),
    scale_max=Points.of(4),
    scale_step=Points.of("0.5"),
    descriptors={},
    words={},
)
WORDS = Criterion(
    id=uuid.UUID(int=5),
    title="Words",
    scale_max=Points.of(5),
    descriptors={},
    words={Points.of(5): "strong", Points.of(1): "weak"},
)


@pytest.mark.parametrize(
    ("criterion", "text", "mark"),
    [(HALVES, "1", 1), (HALVES, "3.5", Decimal("3.5")), (WORDS, "5", 5), (WORDS, "na", "na")],
)
def test_the_marks_of_a_scale_are_taken(criterion: Criterion, text: str, mark: object) -> None:
    field = mark_field(criterion)
    field.process_formdata([text])

    assert field.data == mark


@pytest.mark.parametrize(
    ("criterion", "text", "sentence"),
    [
        (HALVES, "0", "A mark lies between 1 and 4."),
        (HALVES, "3.25", "A mark lies between 1 and 4."),
        (WORDS, "3", "A mark lies between 1 and 5."),
    ],
)
def test_what_is_no_mark_of_a_scale_is_refused(
    criterion: Criterion, text: str, sentence: str
) -> None:
    with in_language("en"), pytest.raises(ValidationError, match=sentence):
        mark_field(criterion).process_formdata([text])


def mark_field(criterion: Criterion) -> Any:
    form, unbound = wtforms.Form(), cast("Any", MarkField("Mark", criterion=criterion))
    return form.meta.bind_field(form, unbound, {"name": "mark"})
