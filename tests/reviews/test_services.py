"""Verbs of reviews: drafts, handing in, reopening, setting aside, and the standing that follows."""

from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.juries import services as juries
from callforprojects.juries.models import Juror
from callforprojects.juries.services import Statement
from callforprojects.reviews import services
from callforprojects.reviews.models import Review, ReviewStatus, Score, ScoreStatus, Standing
from callforprojects.reviews.services import Details, Incomplete, Mark
from tests.factories.juries import (
    assign,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
    with_call,
)
from tests.factories.reviews import make_review, marks_of, scoring_session_of
from tests.factories.submissions import make_second_submission

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def call():
    return make_judged_call()


@pytest.fixture
def file(call):
    return make_filed(call)


@pytest.fixture
def juror(call, file):
    juror = make_juror(call)
    assign(juror, file)
    return juror


def standing_of(file) -> Standing:
    db.session.expire_all()
    return db.session.scalars(select(Standing).where(Standing.application_id == file.id)).one()


def test_a_draft_may_miss_anything(juror, file) -> None:
    review = make_review(juror, file, None, None, None, submitted=False)

    assert (review.status, review.total, review.is_counted) == (ReviewStatus.DRAFT, None, False)
    assert {score.status for score in review.scores} == {ScoreStatus.UNANSWERED}


def test_a_draft_counts_for_nothing(juror, file) -> None:
    make_review(juror, file, 5, 5, 5, submitted=False)

    assert db.session.scalars(select(Standing)).all() == []


def test_a_review_judges_what_was_frozen(juror, file, call) -> None:
    review = make_review(juror, file, 5, 5, 5)

    second = make_second_submission(file)

    assert scoring_session_of(juror, file).submission_id == review.submission_id != second.id
    newcomer = make_juror(call)
    assign(newcomer, file)
    assert scoring_session_of(newcomer, file).submission_id == second.id


def test_the_total_is_the_weighted_mean(juror, file) -> None:
    review = make_review(juror, file, 4, 2, 10)

    # 50 x 4/5 + 30 x 2/5 + 20 x 10/10
    assert review.total == Decimal("72.0000")
    standing = standing_of(file)
    assert (standing.count, standing.mean) == (1, Decimal("72.0000"))


def test_what_does_not_apply_is_not_a_zero(juror, file) -> None:
    review = make_review(juror, file, 4, "na", 10)

    # (50 x 4/5 + 20 x 10/10) / 70
    assert review.total == Decimal("85.7143")


def test_every_criterion_waits_for_an_answer(juror, file, call) -> None:
    scoring = scoring_session_of(juror, file)

    with pytest.raises(Incomplete) as refusal:
        make_review(juror, file, 5, None, None)

    fields = [field for field, _sentence in refusal.value.problems]
    assert fields == [f"mark-{criterion.id}" for criterion in scoring.criteria[1:]]


def test_not_applicable_asks_for_a_reason(juror, file) -> None:
    scoring = scoring_session_of(juror, file)
    marks = marks_of(scoring, 5, "na", 5)
    marks[scoring.criteria[1].id] = Mark(ScoreStatus.NOT_APPLICABLE)
    review = services.save_review(scoring, Details(0, "", marks), by=user_of(juror))

    with pytest.raises(Incomplete) as refusal:
        services.submit_review(review, scoring.criteria, by=user_of(juror))

    assert refusal.value.field == f"note-{scoring.criteria[1].id}"


def test_something_is_marked(juror, file) -> None:
    with pytest.raises(Incomplete):
        make_review(juror, file, "na", "na", "na")


@pytest.mark.parametrize("value", [-1, 6])
def test_a_mark_out_of_scale_is_refused(value: int, juror, file) -> None:
    scoring = scoring_session_of(juror, file)
    marks = {scoring.criteria[0].id: Mark(ScoreStatus.SCORED, Points.of(value))}

    with pytest.raises(DomainError) as refusal:
        services.save_review(scoring, Details(0, "", marks), by=user_of(juror))

    assert refusal.value.field == f"mark-{scoring.criteria[0].id}"
    assert db.session.scalars(select(Review)).all() == []


def test_a_second_window_does_not_overwrite_the_first(juror, file) -> None:
    stale = Details(0, "second", {})
    make_review(juror, file, 5, 5, 5, submitted=False, comment="first")

    with pytest.raises(ConflictError):
        services.save_review(scoring_session_of(juror, file), stale, by=user_of(juror))

    assert db.session.scalars(select(Review.comment)).all() == ["first"]


def test_a_change_of_marks_alone_is_a_change(juror, file) -> None:
    review = make_review(juror, file, 5, 5, 5, submitted=False)
    before = review.version

    make_review(juror, file, 4, 5, 5, submitted=False)

    assert review.version == before + 1


def test_a_review_handed_in_is_not_written_over(juror, file) -> None:
    review = make_review(juror, file, 5, 5, 5)

    details = Details(review.version)
    with pytest.raises(ConflictError):
        services.save_review(scoring_session_of(juror, file), details, by=user_of(juror))


def test_reopening_takes_the_review_out_of_the_statistics(juror, file) -> None:
    review = make_review(juror, file, 5, 5, 5)

    services.reopen_review(review, by=user_of(juror))

    standing = standing_of(file)
    assert (review.status, review.total, review.is_counted) == (ReviewStatus.DRAFT, None, False)
    assert (standing.count, standing.mean) == (0, None)
    kept = scoring_session_of(juror, file).scores.values()
    assert [score.value for score in kept] == [Points.of(5)] * 3


def test_a_draft_is_not_reopened(juror, file) -> None:
    review = make_review(juror, file, 5, 5, 5, submitted=False)

    with pytest.raises(ConflictError):
        services.reopen_review(review, by=user_of(juror))


def test_nothing_moves_once_the_results_are_announced(juror, file, call) -> None:
    review = make_review(juror, file, 5, 5, 5)
    call.current_round.announced_at = now()
    db.session.flush()

    with pytest.raises(DomainError):
        services.reopen_review(review, by=user_of(juror))
    with pytest.raises(DomainError):
        services.save_review(
            scoring_session_of(juror, file), Details(review.version), by=user_of(juror)
        )
    with pytest.raises(DomainError):
        services.remind_jurors(call, None, by=user_of(juror))


def test_a_standing_adds_up_all_reviews(call, file) -> None:
    for values in ((5, 5, 10), (4, 4, 8), (0, 0, 0)):
        other = make_juror(call)
        assign(other, file)
        make_review(other, file, *values)

    standing = standing_of(file)

    assert (standing.count, standing.mean) == (3, Decimal("60.0000"))
    assert standing.median == Decimal("80.0000")
    assert (standing.lowest, standing.highest) == (Decimal("0.0000"), Decimal("100.0000"))
    assert len(standing.weights) == 64


def test_a_conflict_declared_late_takes_the_review_out(juror, file, call) -> None:
    review = make_review(juror, file, 5, 5, 10)
    other = make_juror(call)
    assign(other, file)
    make_review(other, file, 0, 0, 0)

    statement = Statement(True, "I found a cousin in it.")
    juries.declare_interests(juror, with_call(file), statement, by=user_of(juror))

    standing = standing_of(file)
    db.session.refresh(review)
    assert (review.status, review.is_counted) == (ReviewStatus.SUBMITTED, False)
    assert (standing.count, standing.mean) == (1, Decimal("0.0000"))


def test_a_pinned_conflict_takes_the_review_out(juror, file, call) -> None:
    make_review(juror, file, 5, 5, 10)

    juries.pin_conflict(juror, with_call(file), "A former mayor.", by=make_officer(call))

    assert (standing_of(file).count, standing_of(file).mean) == (0, None)


def test_a_conflict_before_any_review_changes_no_standing(juror, file) -> None:
    juries.declare_interests(juror, with_call(file), Statement(True, "Mine"), by=user_of(juror))

    assert db.session.scalars(select(Standing)).all() == []


def test_a_criterion_without_weight_makes_no_total(call, file, juror) -> None:
    for criterion in scoring_session_of(juror, file).criteria:
        criterion.weight = Points.zero()
    db.session.flush()

    review = make_review(juror, file, 5, 5, 5)

    assert (review.total, standing_of(file).count, standing_of(file).mean) == (None, 0, None)


def test_a_second_save_keeps_one_row_a_criterion(juror, file) -> None:
    make_review(juror, file, 1, 1, 1, submitted=False)
    make_review(juror, file, 2, "na", None, submitted=False)

    rows = db.session.execute(select(Score.status, Score.value)).all()

    assert sorted(rows) == sorted(
        [
            (ScoreStatus.SCORED, Points.of(2)),
            (ScoreStatus.NOT_APPLICABLE, None),
            (ScoreStatus.UNANSWERED, None),
        ]
    )


def test_only_jurors_with_files_left_are_reminded_once_a_day(call, file, juror, sent) -> None:
    done = make_juror(call)
    assign(done, file)
    make_review(done, file, 5, 5, 5)
    officer = make_officer(call)

    with time_machine.travel(now(), tick=False):
        assert services.remind_jurors(call, None, by=officer) == 1
        assert services.remind_jurors(call, None, by=officer) == 1

    (message,) = sent()
    assert message.to_email == juror.email
    assert message.subject.startswith("1 file is waiting for your scores")


def test_without_anybody_to_remind_nothing_leaves(call, sent) -> None:
    with pytest.raises(DomainError):
        services.remind_jurors(call, None, by=make_officer(call))

    assert sent() == []


def test_a_conflict_noted_on_a_draft_nobody_else_has_judged(juror, file, call) -> None:
    """The first figures of a file may be those of nothing at all."""
    make_review(juror, file, 5, 5, 10, submitted=False)
    officer_id, application_id, juror_id = make_officer(call).id, file.id, juror.id
    db.session.commit()
    db.session.close()
    officer, seat = db.session.get_one(User, officer_id), db.session.get_one(Juror, juror_id)
    application = with_call(db.session.get_one(Application, application_id))
    db.session.refresh(seat, ["user"])

    juries.pin_conflict(seat, application, "Her sister works there.", by=officer)

    assert db.session.scalars(select(Standing.count)).all() == [0]
