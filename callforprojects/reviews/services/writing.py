"""One juror's opinion of one file: kept while it is written, handed in, reopened, set aside."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from callforprojects.activity.services import record
from callforprojects.applications.models import Application
from callforprojects.calls.models import CallStatus, Round
from callforprojects.calls.permissions import manage_call
from callforprojects.calls.services import hold_round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.versions import ConcurrentEdit
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.criteria.models import Criterion
from callforprojects.engines.scoring import weighted_mean
from callforprojects.juries.events import conflict_declared, conflict_lifted
from callforprojects.juries.models import Juror
from callforprojects.juries.queries import conflicted_jurors
from callforprojects.reviews.models import MOVES, Review, ReviewStatus, ReviewVersion
from callforprojects.reviews.queries import ScoringSession
from callforprojects.reviews.services.grids import (
    Details,
    Incomplete,
    Mark,
    StaleReview,
    check_scale,
    compared,
    missing,
    write_scores,
)
from callforprojects.reviews.services.notifications import notify_revision
from callforprojects.reviews.services.standings import refresh_standing


def save_review(scoring: ScoringSession, details: Details, *, by: Visitor) -> Review:
    """Keep a draft, in which anything may be missing. The activity tells when it was begun.

    Raises ConflictError when it was saved or handed in elsewhere meanwhile, DomainError when the
    results are announced or a mark is out of its scale.
    """
    refuse_when_over(scoring.application.round)
    review = _written(scoring, details)
    db.session.flush()
    if scoring.review is None:
        record("review.saved", scoring.application, by=by)
    return review


def hand_in_review(scoring: ScoringSession, details: Details, *, by: Visitor) -> Review:
    """Keep what was written and hand it in at once; raises what both do."""
    refuse_when_over(scoring.application.round)
    _lock(scoring.application)
    review = _written(scoring, details)
    _hand_in(review, scoring.application, scoring.criteria, by=by)
    return review


def submit_review(review: Review, criteria: Sequence[Criterion], *, by: Visitor) -> None:
    """Hand in a review (its marks must be loaded): from now on it counts.

    Raises Incomplete when a criterion has neither a mark nor "not applicable", when the latter has
    no comment, or when nothing is marked; DomainError once the results are announced.
    """
    application = db.session.get_one(Application, review.application_id)
    refuse_when_over(application.round)
    _lock(application)
    _hand_in(review, application, criteria, by=by)


def read_others(review: Review, *, by: Visitor) -> None:
    """Open what the other jurors think, once for all: from now on a change is said to be one.

    Raises ConflictError when the review is no longer handed in, DomainError once the call is over.
    """
    application = db.session.get_one(Application, review.application_id)
    refuse_when_over(application.round)
    if review.status is not ReviewStatus.SUBMITTED:
        raise ConflictError(_("Submit your own review first: then you may read the others."))
    if review.others_read_at is None:
        review.others_read_at = now()
        record("review.others_read", application, by=by)


def reopen_review(review: Review, *, by: Visitor) -> None:
    """Take one's review back to change it: until it is handed in again it does not count.

    After having read the others, or being an officer who could, it stays marked as revised.
    """
    application = db.session.get_one(Application, review.application_id)
    refuse_when_over(application.round)
    _lock(application)
    is_officer = manage_call(by, application.call)
    if review.others_read_at is None and is_officer:
        review.others_read_at = review.submitted_at  # an officer reads every mark from then on
    _take_back(review)
    refresh_standing(application.id, held=application)
    record("review.reopened", application, by=by, others_read=review.is_revised)


@conflict_declared.connect
def exclude_reviews(juror: Juror, application: Application) -> None:
    """Set aside what a juror wrote of a file from which they stepped back: kept, not counted."""
    review = _review_of(juror, application)
    if review is None:
        return
    review.is_counted = False
    refresh_standing(application.id)
    record("review.excluded", application, by=None, juror=str(juror.id))


@conflict_lifted.connect
def restore_reviews(juror: Juror, application: Application) -> None:
    """What becomes of a review that was set aside, once the file is open to its juror again.

    They hand it in anew. Who has left the jury cannot: what they had handed in counts again.
    """
    review = _review_of(juror, application)
    if review is None or review.status is not ReviewStatus.SUBMITTED or review.is_counted:
        return
    if juror.is_judging:
        _take_back(review)
    else:
        review.is_counted = True
    refresh_standing(application.id)
    record("review.restored", application, by=None, juror=str(juror.id))


def refuse_when_over(turn: Round) -> None:
    """Raise DomainError once the results of a round are out, or its call cancelled.

    Until the transaction ends, the announcement waits for us.
    """
    hold_round(turn)
    if turn.current_status is CallStatus.CANCELLED:
        raise DomainError(_("The call is cancelled: reviews can no longer be changed."))
    if turn.current_status is CallStatus.ANNOUNCED:
        raise DomainError(_("The results are announced: reviews can no longer be changed."))


def _review_of(juror: Juror, application: Application) -> Review | None:
    return db.session.scalar(
        select(Review).where(Review.juror_id == juror.id, Review.application_id == application.id)
    )


def _take_back(review: Review) -> None:
    """Make a draft of it again; it is revised if its juror has read the others."""
    transition(review, "status", ReviewStatus.DRAFT, MOVES)
    review.is_revised = review.is_revised or review.others_read_at is not None
    review.submitted_at = review.total = None
    review.is_counted = False


def _lock(application: Application) -> None:
    """A conflict noted on this file at the same instant waits for us, or we for it.

    Before the review is written, as it does: neither then holds what the other waits for.
    """
    db.session.execute(
        select(Application.id)
        .where(Application.id == application.id)
        .with_for_update(key_share=True)
    )


def _written(scoring: ScoringSession, details: Details) -> Review:
    if scoring.review is not None and _is_kept_already(scoring, details):
        return scoring.review
    _refuse_out_of_date(scoring, details)
    check_scale(scoring.criteria, details.marks)
    review = scoring.review
    if review is None:
        review = Review(
            juror_id=scoring.juror.id,
            application_id=scoring.application.id,
            submission_id=scoring.submission_id,
            grid_version_id=scoring.grid_version_id,
            status=ReviewStatus.DRAFT,
            version_count=0,
            scores=[],
        )
        db.session.add(review)
    review.comment = details.comment
    review.updated_at = now()  # the marks are rows of their own: the review counts each change
    write_scores(review, scoring.criteria, details.marks)
    return review


def _refuse_out_of_date(scoring: ScoringSession, details: Details) -> None:
    review = scoring.review
    if scoring.juror.id in conflicted_jurors(scoring.application.id):
        raise ConflictError(_("This file is closed to you: a conflict of interest was noted."))
    if review is not None and review.status is ReviewStatus.SUBMITTED:
        raise _stale(scoring, details, _("This review is submitted. Reopen it to change it."))
    if details.version != (review.version if review else 0):
        raise _stale(
            scoring,
            details,
            _("You saved this review in another window. What you have just written is below."),
        )


def _stale(scoring: ScoringSession, details: Details, message: Sentence) -> StaleReview:
    """What is said of a grid that differs from what was saved elsewhere meanwhile."""
    review = scoring.review
    at = now() if review is None else review.updated_at
    comment = "" if review is None else review.comment
    own, saved = compared(
        scoring.criteria, (details.marks, details.comment), (_marks_of(scoring), comment)
    )
    edit = ConcurrentEdit(scoring.juror.user_id, at, own, saved)
    version = 0 if review is None else review.version
    return StaleReview(message, edit, version=version, may_keep=scoring.is_editable)


def _marks_of(scoring: ScoringSession) -> dict[uuid.UUID, Mark]:
    """The marks that are kept, by criterion."""
    return {
        key: Mark(score.status, score.value, score.comment) for key, score in scoring.scores.items()
    }


def _is_kept_already(scoring: ScoringSession, details: Details) -> bool:
    """The answer to a first sending was lost on its way: the same draft comes again."""
    review = scoring.review
    if review is None or review.status is not ReviewStatus.DRAFT:
        return False
    wanted = {
        criterion.id: details.marks.get(criterion.id, Mark()) for criterion in scoring.criteria
    }
    if review.comment != details.comment or _marks_of(scoring) != wanted:
        return False
    return scoring.juror.id not in conflicted_jurors(scoring.application.id)


def _hand_in(
    review: Review, application: Application, criteria: Sequence[Criterion], *, by: Visitor
) -> None:
    """Needs the application held."""
    scores = {score.criterion_id: score for score in review.scores}
    problems = missing(scores, criteria)
    if problems:
        raise Incomplete(problems)
    transition(review, "status", ReviewStatus.SUBMITTED, MOVES)
    review.submitted_at = now()
    review.is_counted = True
    review.total = weighted_mean({key: s.value for key, s in scores.items()}, criteria)
    review.version_count += 1
    db.session.flush()
    db.session.add(_version_of(review, criteria))
    refresh_standing(application.id, held=application)
    if review.is_revised:
        notify_revision(review, application)
    record("review.submitted", application, by=by, version=review.version_count)


def _version_of(review: Review, criteria: Sequence[Criterion]) -> ReviewVersion:
    """The review as it is handed in now (its marks must be loaded)."""
    assert review.submitted_at is not None
    stable_ids = {criterion.id: criterion.stable_id for criterion in criteria}
    return ReviewVersion(
        review_id=review.id,
        number=review.version_count,
        marks={
            str(stable_ids[score.criterion_id]): {
                "status": score.status.value,
                "value": None if score.value is None else score.value.hundredths,
                "comment": score.comment,
            }
            for score in review.scores
        },
        comment=review.comment,
        total=review.total,
        submitted_at=review.submitted_at,
        others_read=review.others_read_at is not None,
    )
