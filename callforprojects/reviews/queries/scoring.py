"""The scoring session: one juror, one frozen file, their opinion of it and those of the others."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, Uuid, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.calls.models import CallStatus, Expectation, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import PERSON
from callforprojects.criteria.models import Criterion
from callforprojects.criteria.queries import criteria_of, criteria_of_version
from callforprojects.engines.scoring import weighted_mean
from callforprojects.iso37101.profile import Profile
from callforprojects.juries.juror_progress import Pair
from callforprojects.juries.models import Juror, JurorRole, JurorStatus, Jury
from callforprojects.questionnaires.models import Question, Section
from callforprojects.reviews.criterion_answers import CriterionAnswers, Tags, answers_by_criterion
from callforprojects.reviews.models import Review, ReviewStatus, Score, ScoreStatus


@dataclass(frozen=True)
class ScoringSession:
    """A juror before one file, with their opinion of it so far."""

    application: Application
    juror: Juror
    submission_id: uuid.UUID
    review: Review | None
    criteria: list[Criterion]

    @property
    def scores(self) -> dict[uuid.UUID, Score]:
        """The marks kept so far, by criterion."""
        return {score.criterion_id: score for score in self.review.scores} if self.review else {}

    @property
    def grid_version_id(self) -> uuid.UUID:
        """The version of the grid by which the file is judged."""
        return self.criteria[0].grid_version_id

    @property
    def marked(self) -> int:
        """How many criteria have a mark, or were said not to apply."""
        return sum(s.status is not ScoreStatus.UNANSWERED for s in self.scores.values())

    @property
    def is_complete(self) -> bool:
        """Whether each criterion has a mark, or was said not to apply."""
        return self.marked == len(self.criteria)

    @property
    def total(self) -> Decimal | None:
        """The weighted mean from 0 to 100, once complete: that of two marks of seven is none."""
        if not self.is_complete:
            return None
        return weighted_mean({key: s.value for key, s in self.scores.items()}, self.criteria)

    @property
    def is_cancelled(self) -> bool:
        return self.application.round.current_status is CallStatus.CANCELLED

    @property
    def is_over(self) -> bool:
        """The results are announced, or never will be."""
        return self.application.round.is_over

    @property
    def is_editable(self) -> bool:
        """Until it is handed in, and until the call is over."""
        is_in = self.review is not None and self.review.status is ReviewStatus.SUBMITTED
        return not is_in and not self.is_over


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is read while scoring: the frozen file, criterion by criterion."""

    submission: Submission
    answers_by_criterion: Mapping[uuid.UUID, CriterionAnswers]


@dataclass(frozen=True, slots=True)
class WholeFile:
    """The frozen file from end to end: its claims against what the call expects."""

    submission: Submission
    claimed: Profile
    expected: Profile


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another juror thinks: their number stands for their name."""

    number: int
    name: str
    role: JurorRole
    total: Decimal | None
    comment: str
    submitted_at: datetime | None
    marks: Mapping[uuid.UUID, Score]
    review: Review


def review_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The files on which a person has an opinion: a draft, or submitted."""
    rows = db.session.execute(_seats(), {PERSON.key: user_id})
    return {application_id: status.value for application_id, status in rows}


@cache
def _seats() -> Select[*tuple[Any, ...]]:
    return (
        select(Review.application_id, Review.status)
        .join(Juror, Juror.id == Review.juror_id)
        .where(Juror.user_id == PERSON)
    )


def juror_progress_of_call(round_id: uuid.UUID) -> dict[Pair, bool]:
    """What jurors have begun or handed in of filed applications, for the feature below."""
    rows = db.session.execute(
        select(Review.juror_id, Review.application_id, Review.status)
        .join(Application, Application.id == Review.application_id)
        .where(Application.round_id == round_id, Application.status == ApplicationStatus.SUBMITTED)
    )
    return {(juror, file): status is ReviewStatus.SUBMITTED for juror, file, status in rows}


def scoring_session_of(application: Application, user_id: uuid.UUID) -> ScoringSession:
    """What a juror scores one file with: by the grid in force, or that of the review begun."""
    juror, submission_id, review = _seat_before(application, user_id)
    criteria = (
        criteria_of(application.round_id)
        if review is None
        else criteria_of_version(review.grid_version_id)
    )
    return ScoringSession(application, juror, submission_id, review, criteria)


def judged_submission(application: Application, user_id: uuid.UUID) -> Submission:
    """The version of a file that a juror judges, without the rest of the session."""
    _juror, submission_id, _review = _seat_before(application, user_id)
    return db.session.get_one(Submission, submission_id)


def _seat_before(
    application: Application, user_id: uuid.UUID
) -> tuple[Juror, uuid.UUID, Review | None]:
    """Who judges, which version (the one they began to judge, else the last one filed), how far."""
    filed = (
        select(Submission.id)
        .where(Submission.application_id == application.id)
        .order_by(Submission.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    juror, review, submission_id = db.session.execute(
        select(Juror, Review, func.coalesce(Review.submission_id, filed, type_=Uuid()))
        .join(Jury, Jury.id == Juror.jury_id)
        .outerjoin(
            Review, and_(Review.juror_id == Juror.id, Review.application_id == application.id)
        )
        .where(
            Juror.user_id == user_id,
            Jury.round_id == application.round_id,
            Juror.status == JurorStatus.ACCEPTED,
        )
        .options(selectinload(Review.scores))
    ).one()
    return juror, submission_id, review


def scoring_session_again(application: Application, user_id: uuid.UUID) -> ScoringSession:
    """The same, read anew after a rollback."""
    query = select(Application).where(Application.id == application.id)
    loaded = query.options(joinedload(Application.round).joinedload(Round.call))
    return scoring_session_of(db.session.scalars(loaded).one(), user_id)


def _submission_of(scoring: ScoringSession) -> Submission:
    """The version of the file that the juror of a scoring session judges."""
    return db.session.get_one(Submission, scoring.submission_id)


def dossier_of(scoring: ScoringSession) -> Dossier:
    """What each criterion of a scoring session reads, in two queries."""
    submission = _submission_of(scoring)
    tags = question_tags(submission.revision_id)
    return Dossier(submission, answers_by_criterion(scoring.criteria, submission.snapshot, tags))


def whole_file_of(scoring: ScoringSession) -> WholeFile:
    """Everything there is to read of the file of a scoring session, in two queries."""
    submission = _submission_of(scoring)
    expectations = db.session.scalars(
        select(Expectation).where(Expectation.call_id == scoring.application.call_id)
    )
    return WholeFile(
        submission=submission,
        claimed=submission.snapshot.claimed_profile,
        expected=Profile.from_cells((e.purpose, e.domain, e.level) for e in expectations),
    )


def question_tags(revision_id: uuid.UUID) -> dict[str, Tags]:
    """The purposes and domains of the questions of a revision, by key."""
    rows = db.session.execute(
        select(Question.key, Question.purposes, Question.domains)
        .join(Section, Section.id == Question.section_id)
        .where(Section.revision_id == revision_id)
    )
    return {key: Tags(frozenset(purposes), frozenset(domains)) for key, purposes, domains in rows}


def other_opinions(
    application_id: uuid.UUID, juror_id: uuid.UUID, *, with_versions: bool = False
) -> list[Opinion]:
    """What the other jurors who handed in their review think; the reader is number 1.

    `with_versions` loads what each was before, for the chair.
    """
    options = [selectinload(Review.scores), joinedload(Review.juror)]
    if with_versions:
        options.append(selectinload(Review.versions))
    reviews = db.session.scalars(
        select(Review)
        .where(
            Review.application_id == application_id,
            Review.is_counted.is_(True),
            Review.juror_id != juror_id,
        )
        .order_by(Review.juror_id)
        .options(*options)
    )
    return [
        Opinion(
            number=number,
            name=review.juror.full_name,
            role=review.juror.role,
            total=review.total,
            comment=review.comment,
            submitted_at=review.submitted_at,
            marks={score.criterion_id: score for score in review.scores},
            review=review,
        )
        for number, review in enumerate(reviews, start=2)
    ]
