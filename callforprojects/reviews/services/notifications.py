"""Telling that a juror has changed their review after having read the others."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.applications.queries import reader_of
from callforprojects.calls.models import Call
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import is_hidden
from callforprojects.core.web.links import absolute_url
from callforprojects.juries.models import Assignment, Juror, JurorRole, JurorStatus
from callforprojects.messages.services import write_message
from callforprojects.reviews.models import Review, ReviewVersion


def notify_revision(review: Review, application: Application) -> None:
    """Tell the officer and the chair that a review was handed in again after reading the others.

    Both totals are told, but to a juror of this file who has not read the others themselves.
    """
    juror = db.session.get_one(Juror, review.juror_id)
    call = db.session.get_one(Call, application.call_id)
    before = _total_before(review)
    for email, user, url in _readers(juror, application, call):
        write_message(
            to=email,
            user_id=user.id if user else None,
            template="reviews/revised",
            language=user.language if user else call.language,
            about=application,
            sender=sender_of(call),
            key=f"review-revised:{review.id}:{review.version_count}:{email}",
            context={
                "addressee": user.full_name if user else "",
                "juror": juror,
                "application": application,
                "call": call,
                "before": before,
                "after": review.total,
                "with_totals": user is None or _may_read_totals(user, application),
                "url": url,
            },
        )


def _readers(
    juror: Juror, application: Application, call: Call
) -> Iterator[tuple[str, User | None, str]]:
    """The address of the funder, then the chair, each once with where they read it.

    Never the juror themselves, nor a chair who has stepped back from the file.
    """
    author = db.session.get(User, call.created_by_id)
    contact_email = reader_of(
        application, [call.contact_email, author.email if author and author.is_active else ""]
    )
    officer = db.session.scalar(select(User).where(User.email == contact_email.lower()))
    if contact_email and (officer is None or officer.id != juror.user_id):
        url = absolute_url("reviews.application", application_id=application.id)
        yield contact_email, officer, url
    chairs = db.session.scalars(
        select(Juror)
        .where(
            Juror.jury_id == juror.jury_id,
            Juror.id != juror.id,
            Juror.role == JurorRole.CHAIR,
            Juror.status == JurorStatus.ACCEPTED,
        )
        .options(joinedload(Juror.user))
    )
    for chair in chairs:
        if chair.user is None or chair.email == contact_email:
            continue
        if not is_hidden(chair.user, Application.__tablename__, application.id):
            yield chair.email, chair.user, absolute_url("reviews.mine")


def _total_before(review: Review) -> Decimal | None:
    return db.session.scalar(
        select(ReviewVersion.total).where(
            ReviewVersion.review_id == review.id,
            ReviewVersion.number == review.version_count - 1,
        )
    )


def _may_read_totals(user: User, application: Application) -> bool:
    """Whoever judges this file too must have asked to read the others."""
    judging = db.session.execute(
        select(Assignment.id, Review.others_read_at)
        .join(Juror, Juror.id == Assignment.juror_id)
        .outerjoin(
            Review,
            (Review.juror_id == Juror.id) & (Review.application_id == Assignment.application_id),
        )
        .where(Juror.user_id == user.id, Assignment.application_id == application.id)
    ).first()
    return judging is None or judging.others_read_at is not None
