"""The database of the measures holds together: what it counts is what it contains."""

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.applications.models import Application, Submission
from callforprojects.core.data.canonical import hash_of
from callforprojects.core.data.database import db
from callforprojects.criteria.queries import criteria_of
from callforprojects.engines import scoring
from callforprojects.juries.models import Assignment
from callforprojects.questionnaires.answering import problems
from callforprojects.questionnaires.models import MatrixClaim
from callforprojects.questionnaires.queries import answers_of, whole_revision
from callforprojects.reviews.models import Review, ReviewStatus, Score, Standing
from tools.benchmark.data import make_data
from tools.benchmark.judging import DRAFTS
from tools.benchmark.world import CRITERIA, World

SIZE = 20


@pytest.fixture
def world(app) -> World:
    made = make_data(SIZE)
    db.session.expire_all()
    return made


def test_a_standing_is_what_the_marks_give(world):
    criteria = criteria_of(world.call.current_round.id)
    assert sum(criterion.weight.number for criterion in criteria) == 100
    standings = db.session.scalars(select(Standing)).all()
    assert len(standings) == SIZE
    for standing in standings:
        reviews = db.session.scalars(
            select(Review)
            .where(Review.application_id == standing.application_id, Review.is_counted)
            .options(selectinload(Review.scores))
        ).all()
        totals = [
            scoring.weighted_mean({s.criterion_id: s.value for s in review.scores}, criteria)
            for review in reviews
        ]
        assert [review.total for review in reviews] == totals
        summary = scoring.summary(totals)
        assert (standing.count, standing.mean, standing.median, standing.lowest, standing.highest) == (
            summary.count, summary.mean, summary.median, summary.lowest, summary.highest,
        )  # fmt: skip
        assert standing.weights == scoring.weights_hash(criteria)
    assert Counter(standing.count for standing in standings) == {2: DRAFTS, 3: SIZE - DRAFTS}


def test_every_review_marks_every_criterion(world):
    counts = db.session.scalars(select(func.count()).select_from(Score).group_by(Score.review_id))
    assert set(counts) == {CRITERIA}
    reviews = db.session.scalars(select(Review)).all()
    assert Counter(review.status for review in reviews) == {
        ReviewStatus.SUBMITTED: 3 * SIZE - DRAFTS,
        ReviewStatus.DRAFT: DRAFTS,
    }


def test_every_file_has_three_jurors_who_review_it(world):
    given = {(row.juror_id, row.application_id) for row in db.session.scalars(select(Assignment))}
    reviewed = {(row.juror_id, row.application_id) for row in db.session.scalars(select(Review))}
    assert given == reviewed
    assert len(given) == 3 * SIZE


def test_a_frozen_file_says_what_the_application_says(world):
    rows = db.session.scalars(
        select(Submission).options(
            joinedload(Submission.application).joinedload(Application.organisation)
        )
    ).all()
    assert len({row.application.reference for row in rows}) == SIZE
    for row in rows:
        application, snapshot = row.application, row.snapshot
        assert row.sha256 == hash_of(row.snapshot_text)
        assert snapshot.reference == application.reference
        assert snapshot.title == application.title
        assert snapshot.organisation.name == application.organisation.name
        assert application.requested_amount is not None
        assert snapshot.requested_amount == application.requested_amount
        claims = db.session.scalars(
            select(MatrixClaim).where(MatrixClaim.answer_set_id == application.answer_set_id)
        )
        assert {(c.purpose, c.domain, c.level) for c in snapshot.claims} == {
            (claim.purpose, claim.domain, claim.level) for claim in claims
        }


def test_a_frozen_file_weighs_as_much_as_a_real_one(world):
    text = db.session.scalars(select(Submission.snapshot_text)).first() or ""
    assert 12_000 < len(text.encode()) < 20_000


def test_the_answers_could_be_filed(world):
    answer_set_id = db.session.scalars(select(Application.answer_set_id)).first()
    assert answer_set_id is not None

    answer_set = answers_of(answer_set_id)

    assert problems(whole_revision(answer_set.revision_id), answer_set) == []


def test_too_small_a_database_is_refused(app):
    with pytest.raises(ValueError, match="at least 8"):
        make_data(DRAFTS - 1)
