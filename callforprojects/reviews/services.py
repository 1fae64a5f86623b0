"""The verbs of reviews: save, hand in, reopen, set aside; and the standing that follows each."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import inspect, select

from callforprojects.activity.services import record
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, CallStatus, Criterion
from callforprojects.core.access import Visitor
from callforprojects.core.clock import now, to_paris
from callforprojects.core.database import db
from callforprojects.core.errors import ConflictError, DomainError, Sentence
from callforprojects.core.i18n import _
from callforprojects.core.life_cycle import transition
from callforprojects.core.links import absolute_url
from callforprojects.core.versions import lock
from callforprojects.juries.models import Juror
from callforprojects.juries.queries import conflicted_jurors
from callforprojects.juries.work import on_conflict
from callforprojects.messages.services import write_message
from callforprojects.reviews import queries, scoring
from callforprojects.reviews.models import MOVES, Review, ReviewStatus, Score, ScoreStatus, Standing
from callforprojects.reviews.queries import Room


@dataclass(frozen=True, slots=True)
class Mark:
    """What a juror says on one criterion."""

    status: ScoreStatus = ScoreStatus.UNANSWERED
    value: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What a juror says of a file. `version` is 0 before anything was saved."""

    version: int
    comment: str = ""
    marks: Mapping[uuid.UUID, Mark] = field(default_factory=dict)


class Incomplete(DomainError):
    """A review cannot be handed in yet: `problems` are (form field, sentence)."""

    def __init__(self, problems: Sequence[tuple[str, Sentence]]) -> None:
        super().__init__(problems[0][1], field=problems[0][0])
        self.problems = problems


def save_review(room: Room, details: Details, *, by: Visitor) -> Review:
    """Keep a draft, in which anything may be missing.

    Raises ConflictError when it was saved or handed in elsewhere meanwhile, DomainError when the
    results are announced or a mark is out of its scale.
    """
    review = _written(room, details)
    db.session.flush()
    record("review.saved", room.application, by=by)
    return review


def hand_in_review(room: Room, details: Details, *, by: Visitor) -> Review:
    """Keep what was written and hand it in at once; raises what both do."""
    review = _written(room, details)
    submit_review(review, room.criteria, by=by)
    return review


def _written(room: Room, details: Details) -> Review:
    _refuse_when_announced(room.application.call)
    lock(room.application)
    if room.juror.id in conflicted_jurors(room.application.id):
        raise ConflictError(_("This file is closed to you: a conflict of interest was noted."))
    review = room.review
    if details.version != (review.version if review else 0):
        raise ConflictError(
            _("You saved this review in another window. What you have just written is below.")
        )
    if review is not None and review.status is ReviewStatus.SUBMITTED:
        raise ConflictError(_("This review is handed in. Reopen it to change it."))
    _check_scale(room.criteria, details.marks)
    if review is None:
        review = Review(
            juror_id=room.juror.id,
            application_id=room.application.id,
            submission_id=room.submission_id,
            status=ReviewStatus.DRAFT,
            scores=[],
        )
        db.session.add(review)
    review.comment = details.comment
    review.updated_at = now()  # the marks are rows of their own: the review counts each change
    _write_scores(review, room.criteria, details.marks)
    return review


def submit_review(review: Review, criteria: Sequence[Criterion], *, by: Visitor) -> None:
    """Hand in a review (its marks must be loaded): from now on it counts.

    Raises Incomplete when a criterion has neither a mark nor "not applicable", when the latter has
    no comment, or when nothing is marked.
    """
    application = db.session.get_one(Application, review.application_id)
    _refuse_when_announced(db.session.get_one(Call, application.call_id))
    scores = {score.criterion_id: score for score in review.scores}
    problems = _missing(scores, criteria)
    if problems:
        raise Incomplete(problems)
    transition(review, "status", ReviewStatus.SUBMITTED, MOVES)
    review.submitted_at = now()
    review.is_counted = True
    review.total = scoring.weighted_mean({key: s.value for key, s in scores.items()}, criteria)
    refresh_standing(application.id)
    record("review.submitted", application, by=by)


def reopen_review(review: Review, *, by: Visitor) -> None:
    """Take one's review back to change it: until it is handed in again it does not count."""
    application = db.session.get_one(Application, review.application_id)
    _refuse_when_announced(db.session.get_one(Call, application.call_id))
    transition(review, "status", ReviewStatus.DRAFT, MOVES)
    review.submitted_at = review.total = None
    review.is_counted = False
    refresh_standing(application.id)
    record("review.reopened", application, by=by)


@on_conflict
def exclude_reviews(juror: Juror, application: Application) -> None:
    """Set aside what a juror wrote of a file from which they stepped back: kept, not counted."""
    review = db.session.scalar(
        select(Review).where(Review.juror_id == juror.id, Review.application_id == application.id)
    )
    if review is None:
        return
    review.is_counted = False
    refresh_standing(application.id)
    record("review.excluded", application, by=None, juror=str(juror.id))


def refresh_standing(application_id: uuid.UUID) -> Standing:
    """Rewrite what the counted reviews of an application add up to, in this transaction.

    The application is held meanwhile: two jurors who hand in at once are added up one by one.
    """
    db.session.flush()
    call_id = db.session.execute(
        select(Application.call_id)
        .where(Application.id == application_id)
        .with_for_update(key_share=True)
    ).scalar_one()
    standing = db.session.scalar(  # read after the wait: what the other has just written
        select(Standing)
        .where(Standing.application_id == application_id)
        .execution_options(populate_existing=True)
    )
    totals = db.session.scalars(
        select(Review.total).where(
            Review.application_id == application_id, Review.is_counted.is_(True)
        )
    ).all()
    weights = scoring.weights_hash(_criteria_of(call_id))
    if standing is None:
        standing = Standing(application_id=application_id, call_id=call_id)
        db.session.add(standing)
    summary = scoring.summary(totals)
    standing.count, standing.mean, standing.median = summary.count, summary.mean, summary.median
    standing.lowest, standing.highest = summary.lowest, summary.highest
    standing.weights = weights
    db.session.flush()
    return standing


def remind_jurors(call: Call, due_on: date | None, *, by: Visitor) -> int:
    """Write to each juror whose files wait for scores, once a day at most; gives how many."""
    _refuse_when_announced(call)
    waiting = queries.waiting_jurors(call.id)
    if not waiting:
        raise DomainError(_("Nobody has anything left to score."))
    today = to_paris(now()).date().isoformat()
    for each in waiting:
        write_message(
            to=each.juror.email,
            user_id=each.juror.user_id,
            template="reviews/reminder",
            language=each.language or call.language,
            about=each.juror,
            key=f"review-reminder:{each.juror.id}:{today}",
            context={
                "name": each.juror.full_name,
                "call": call,
                "count": each.count,
                "due_on": due_on,
                "url": absolute_url("reviews.mine"),
            },
        )
    record("jury.reminded", call, by=by, jurors=len(waiting))
    return len(waiting)


def _criteria_of(call_id: uuid.UUID) -> Sequence[Criterion]:
    """The criteria of a call, those of the page when it has loaded them."""
    call = db.session.get_one(Call, call_id)
    if "criteria" not in inspect(call).unloaded:
        return call.criteria
    return db.session.scalars(select(Criterion).where(Criterion.call_id == call_id)).all()


def _refuse_when_announced(call: Call) -> None:
    if call.current_status is CallStatus.ANNOUNCED:
        raise DomainError(_("The results are announced: reviews can no longer be changed."))


def _check_scale(criteria: Sequence[Criterion], marks: Mapping[uuid.UUID, Mark]) -> None:
    for criterion in criteria:
        mark = marks.get(criterion.id, Mark())
        value = -1 if mark.value is None else mark.value
        if mark.status is ScoreStatus.SCORED and not 0 <= value <= criterion.scale_max:
            raise DomainError(
                _("A mark lies between 0 and %(most)s.", most=criterion.scale_max),
                field=f"mark-{criterion.id}",
            )


def _write_scores(
    review: Review, criteria: Sequence[Criterion], marks: Mapping[uuid.UUID, Mark]
) -> None:
    known = {score.criterion_id: score for score in review.scores}
    for criterion in criteria:
        mark = marks.get(criterion.id, Mark())
        score = known.get(criterion.id)
        if score is None:
            score = Score(criterion_id=criterion.id)
            review.scores.append(score)
        score.status, score.value, score.comment = mark.status, mark.value, mark.comment


def _missing(
    scores: Mapping[uuid.UUID, Score], criteria: Sequence[Criterion]
) -> list[tuple[str, Sentence]]:
    problems: list[tuple[str, Sentence]] = []
    for criterion in criteria:
        score = scores.get(criterion.id)
        if score is None or score.status is ScoreStatus.UNANSWERED:
            problems.append((f"mark-{criterion.id}", _("Choose a mark, or “not applicable”.")))
        elif score.status is ScoreStatus.NOT_APPLICABLE and not score.comment:
            problems.append((f"note-{criterion.id}", _("Say why this criterion does not apply.")))
    if not any(score.status is ScoreStatus.SCORED for score in scores.values()) and not problems:
        problems.append(("", _("Give a mark on one criterion at least.")))
    return problems
