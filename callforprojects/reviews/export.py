"""What reviews give to the export of a person: reviews and marks."""

from sqlalchemy import ColumnElement, select

from callforprojects.accounts.export import Records
from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import visible_to
from callforprojects.core.tables import Column
from callforprojects.core.text.i18n import _
from callforprojects.criteria.models import Criterion
from callforprojects.juries.models import Juror
from callforprojects.reviews.models import Review, Score


def records(user: User) -> list[Records]:
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
                .where(is_by(user), visible_to(user, Application))
                .order_by(Review.id)
            ),
        ),
        Records(
            key="scores",
            title=_("Marks"),
            columns=[
                Column("reference", _("Application"), lambda row: row.reference),
                Column("criterion", _("Criterion"), lambda row: row.title),
                Column("mark", _("Mark"), lambda row: row.value and row.value.number),
                Column("comment", _("Comment"), lambda row: row.comment),
            ],
            rows=lambda: db.session.execute(
                select(Application.reference, Criterion.title, Score.value, Score.comment)
                .join(Review, Review.id == Score.review_id)
                .join(Criterion, Criterion.id == Score.criterion_id)
                .join(Application, Application.id == Review.application_id)
                .where(is_by(user), visible_to(user, Application))
                .order_by(Review.id, Criterion.position)
            ),
        ),
    ]


def is_by(user: User) -> ColumnElement[bool]:
    return Review.juror_id.in_(select(Juror.id).where(Juror.user_id == user.id))
