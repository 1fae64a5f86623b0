"""The scoring room: one juror, one frozen file, their opinion of it and those of the others."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.applications.models import Application, Submission
from callforprojects.calls.models import CallStatus, Criterion
from callforprojects.core.access import seat_source
from callforprojects.core.database import db
from callforprojects.iso37101.profile import Profile
from callforprojects.juries.models import Juror
from callforprojects.juries.queries import juror_of
from callforprojects.juries.work import Pair, work_source
from callforprojects.questionnaires.models import AnswerSet, Question, Section
from callforprojects.reviews.models import Review, ReviewStatus, Score
from callforprojects.reviews.reading import Reading, Tags, readings


@dataclass(frozen=True)
class Room:
    """What a juror needs to judge a file (the call must be loaded with criteria, expectations)."""

    application: Application
    juror: Juror
    submission: Submission
    review: Review | None
    tags: Mapping[str, Tags]

    @property
    def criteria(self) -> list[Criterion]:
        return self.application.call.criteria

    @cached_property
    def readings(self) -> dict[uuid.UUID, Reading]:
        return readings(self.criteria, self.submission.snapshot, self.tags)

    @cached_property
    def claimed(self) -> Profile:
        return self.submission.claimed_profile

    @property
    def scores(self) -> dict[uuid.UUID, Score]:
        """The marks kept so far, by criterion."""
        return {score.criterion_id: score for score in self.review.scores} if self.review else {}

    @property
    def is_over(self) -> bool:
        return self.application.call.current_status is CallStatus.ANNOUNCED

    @property
    def is_editable(self) -> bool:
        """Until it is handed in, and until the results are announced."""
        is_in = self.review is not None and self.review.status is ReviewStatus.SUBMITTED
        return not is_in and not self.is_over


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another juror thinks: their number stands for their name."""

    number: int
    name: str
    total: Decimal | None
    comment: str
    marks: Mapping[uuid.UUID, Score]


@seat_source("review")
def review_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The files on which a person has an opinion: a draft, or submitted."""
    rows = db.session.execute(
        select(Review.application_id, Review.status)
        .join(Juror, Juror.id == Review.juror_id)
        .where(Juror.user_id == user_id)
    )
    return {application_id: status.value for application_id, status in rows}


@work_source
def work_of_call(call_id: uuid.UUID) -> dict[Pair, bool]:
    """What jurors have begun or handed in, for the room below."""
    rows = db.session.execute(
        select(Review.juror_id, Review.application_id, Review.status)
        .join(Application, Application.id == Review.application_id)
        .where(Application.call_id == call_id)
    )
    return {(juror, file): status is ReviewStatus.SUBMITTED for juror, file, status in rows}


def room_of(application: Application, user_id: uuid.UUID) -> Room:
    """The room of a juror before one file: what they have written judges what they have read."""
    juror = juror_of(user_id, application.call_id)
    review = review_of(juror.id, application.id)
    submission = review.submission if review else latest_submission(application.id)
    return Room(application, juror, submission, review, question_tags(application.answer_set_id))


def review_of(juror_id: uuid.UUID, application_id: uuid.UUID) -> Review | None:
    """The opinion of a juror on an application, with its marks and the file it judges."""
    return db.session.scalar(
        select(Review)
        .where(Review.juror_id == juror_id, Review.application_id == application_id)
        .options(selectinload(Review.scores), joinedload(Review.submission))
    )


def latest_submission(application_id: uuid.UUID) -> Submission:
    """What was filed last."""
    return db.session.scalars(
        select(Submission)
        .where(Submission.application_id == application_id)
        .order_by(Submission.number.desc())
        .limit(1)
    ).one()


def question_tags(answer_set_id: uuid.UUID) -> dict[str, Tags]:
    """The purposes and domains of the questions that an answer set answers, by key."""
    rows = db.session.execute(
        select(Question.key, Question.purposes, Question.domains)
        .join(Section, Section.id == Question.section_id)
        .join(AnswerSet, AnswerSet.revision_id == Section.revision_id)
        .where(AnswerSet.id == answer_set_id)
    )
    return {key: Tags(frozenset(purposes), frozenset(domains)) for key, purposes, domains in rows}


def other_opinions(application_id: uuid.UUID, juror_id: uuid.UUID) -> list[Opinion]:
    """What the other jurors who handed in their review think; the reader is number 1."""
    reviews = db.session.scalars(
        select(Review)
        .where(
            Review.application_id == application_id,
            Review.is_counted.is_(True),
            Review.juror_id != juror_id,
        )
        .order_by(Review.juror_id)
        .options(selectinload(Review.scores), joinedload(Review.juror))
    )
    return [
        Opinion(
            number=number,
            name=review.juror.full_name,
            total=review.total,
            comment=review.comment,
            marks={score.criterion_id: score for score in review.scores},
        )
        for number, review in enumerate(reviews, start=2)
    ]
