"""What reviews keep of a person: marks that are due, begun, or handed in."""

from sqlalchemy import ColumnElement, delete, select

from callforprojects.accounts.models import User
from callforprojects.accounts.personal_data import Obstacle, PersonalData, Records, register
from callforprojects.applications.models import Application
from callforprojects.calls.models import Criterion
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import shown
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables import Column
from callforprojects.core.tables.pagination import count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.juries.models import Juror
from callforprojects.reviews.joined_accounts import give_reviews, hindering, moving
from callforprojects.reviews.models import Review, Score
from callforprojects.reviews.queries import desks_of


def _obstacles(user: User, _by: Visitor) -> list[Obstacle]:
    """A jury counts on each of its jurors until their files are judged, or given to others."""
    return [
        Obstacle(
            sentence=ngettext(
                "%(num)s file of “%(call)s” waits for a review: hand it in, or ask the service in "
                "charge of the call to give it to another juror.",
                "%(num)s files of “%(call)s” wait for a review: hand them in, or ask the service "
                "in charge of the call to give them to other jurors.",
                desk.total - desk.done,
                call=desk.title,
            ),
            label=_("Files to judge"),
            endpoint="reviews.mine",
        )
        for desk in desks_of(user.id)
        if not desk.is_over and desk.done < desk.total
    ]


def _going(user: User) -> list[Sentence]:
    begun = count(select(Review.id).where(_of(user), Review.version_count == 0))
    return if_any(
        begun,
        ngettext(
            "%(num)s review begun and never submitted.",
            "%(num)s reviews begun and never submitted.",
            begun,
        ),
    )


def _staying(user: User) -> list[Sentence]:
    submitted = count(select(Review.id).where(_of(user), Review.version_count > 0))
    return if_any(
        submitted,
        ngettext(
            "%(num)s review submitted, with its marks and comments, without the name.",
            "%(num)s reviews submitted, with their marks and comments, without the name.",
            submitted,
        ),
    )


def _records(user: User) -> list[Records]:
    """Not of a file from which one has stepped back: it is named nowhere."""
    return [
        Records(
            key="reviews",
            title=_("Reviews"),
            columns=[
                Column("reference", _("Application"), lambda row: row.reference),
                Column("status", _("Status"), lambda row: row.status),
                Column("comment", _("Comment"), lambda row: row.comment),
                Column("total", _("Total"), lambda row: row.total),
                Column("submitted_at", _("Submitted on"), lambda row: row.submitted_at),
            ],
            rows=lambda: db.session.execute(
                select(
                    Application.reference,
                    Review.status,
                    Review.comment,
                    Review.total,
                    Review.submitted_at,
                )
                .join(Application, Application.id == Review.application_id)
                .where(_of(user), shown(user, Application))
                .order_by(Review.id)
            ),
        ),
        Records(
            key="scores",
            title=_("Marks"),
            columns=[
                Column("reference", _("Application"), lambda row: row.reference),
                Column("criterion", _("Criterion"), lambda row: row.title),
                Column("mark", _("Mark"), lambda row: row.value),
                Column("comment", _("Comment"), lambda row: row.comment),
            ],
            rows=lambda: db.session.execute(
                select(Application.reference, Criterion.title, Score.value, Score.comment)
                .join(Review, Review.id == Score.review_id)
                .join(Criterion, Criterion.id == Score.criterion_id)
                .join(Application, Application.id == Review.application_id)
                .where(_of(user), shown(user, Application))
                .order_by(Review.id, Criterion.position)
            ),
        ),
    ]


def _close(user: User, _by: Visitor) -> None:
    db.session.execute(
        delete(Review)
        .where(_of(user), Review.version_count == 0)
        .execution_options(synchronize_session=False)
    )


def _of(user: User) -> ColumnElement[bool]:
    return Review.juror_id.in_(select(Juror.id).where(Juror.user_id == user.id))


register(
    PersonalData(
        feature="reviews",
        obstacles=_obstacles,
        going=_going,
        staying=_staying,
        records=_records,
        close=_close,
        hindering=hindering,
        moving=moving,
        move=give_reviews,
    )
)
