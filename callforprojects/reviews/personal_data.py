"""What reviews keep of a person: marks that are due, begun, or handed in."""

from sqlalchemy import delete, select

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Obstacle, PersonalData
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.reviews.export import is_by, records
from callforprojects.reviews.joined_accounts import give_reviews, hindering, moving
from callforprojects.reviews.models import Review
from callforprojects.reviews.queries import juror_calls


def _obstacles(user: User, _by: Visitor) -> list[Obstacle]:
    """A jury counts on each of its jurors until their files are judged, or given to others."""
    return [
        Obstacle(
            sentence=ngettext(
                "%(num)s file of “%(call)s” waits for a review: hand it in, or ask the service in "
                "charge of the call to give it to another juror.",
                "%(num)s files of “%(call)s” wait for a review: hand them in, or ask the service "
                "in charge of the call to give them to other jurors.",
                call.total - call.done,
                call=call.title,
            ),
            label=_("Files to judge"),
            endpoint="reviews.mine",
        )
        for call in juror_calls(user.id)
        if not call.is_over and call.done < call.total
    ]


def _going(user: User) -> list[Sentence]:
    begun = row_count(select(Review.id).where(is_by(user), Review.version_count == 0))
    return if_any(
        begun,
        ngettext(
            "%(num)s review begun and never submitted.",
            "%(num)s reviews begun and never submitted.",
            begun,
        ),
    )


def _staying(user: User) -> list[Sentence]:
    submitted = row_count(select(Review.id).where(is_by(user), Review.version_count > 0))
    return if_any(
        submitted,
        ngettext(
            "%(num)s review submitted, with its marks and comments, without the name.",
            "%(num)s reviews submitted, with their marks and comments, without the name.",
            submitted,
        ),
    )


def _close(user: User, _by: Visitor) -> None:
    db.session.execute(
        delete(Review)
        .where(is_by(user), Review.version_count == 0)
        .execution_options(synchronize_session=False)
    )


PERSONAL_DATA: PersonalData[User] = PersonalData(
    obstacles=_obstacles,
    going=_going,
    staying=_staying,
    records=records,
    close=_close,
    hindering=hindering,
    moving=moving,
    move=give_reviews,
)
