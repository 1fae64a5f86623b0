"""Who reads and writes opinions: jurors their own, others' once theirs is in, officers all."""

import uuid

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, CallStatus
from callforprojects.calls.statuses import Dated
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.juries import permissions as juries
from callforprojects.juries.models import Assignment, Juror, JurorRole
from callforprojects.reviews.models import Review, ReviewStatus


@rule
def write_review(visitor: Visitor, review: Review) -> bool:
    """The juror who wrote it, as long as the file is open to them."""
    is_author = review.juror.user_id == visitor.id
    return is_author and juries.judge_application(visitor, review.application)


@rule
def read_others(visitor: Visitor, application: Application) -> bool:
    """Jurors whose own opinion is in, until the results are announced; the names stay hidden."""
    return (
        juries.judge_application(visitor, application)
        and visitor.seat(Review, application.id) == ReviewStatus.SUBMITTED
        and application.round.current_status is not CallStatus.ANNOUNCED
    )


@rule
def open_others(visitor: Visitor, review: Review) -> bool:
    """The juror who wrote it asks to read what the others think: it is recorded, once."""
    return write_review(visitor, review) and read_others(visitor, review.application)


@rule
def read_names(visitor: Visitor, application: Application) -> bool:
    """The chair reads who wrote what, once their own opinion is in."""
    chairs = visitor.seat(Juror, application.call_id) == JurorRole.CHAIR
    return chairs and read_others(visitor, application)


@rule
def compare_reviews(visitor: Visitor, application: Application) -> bool:
    """Officers of the funder, with the names.

    One who sits in the jury too waits until their own opinion is in, and never after a déport.
    """
    if application.id in still_to_judge(visitor, application.round):
        return False
    return juries.manage_jury(visitor, application)


def still_to_judge(visitor: Visitor, turn: Dated) -> frozenset[uuid.UUID]:
    """The files given to this person as a juror on which their own opinion is not in.

    The means of the others would guide their hand. Once the results of the round are announced
    nobody judges any more, and nothing is kept from them.
    """
    if turn.current_status is CallStatus.ANNOUNCED:
        return frozenset()
    given = visitor.seats(Assignment)
    return frozenset(file for file in given if visitor.seat(Review, file) != ReviewStatus.SUBMITTED)


@rule
def see_results(visitor: Visitor, call: Call) -> bool:
    """Officers of the funder."""
    return juries.manage_jury(visitor, call)
