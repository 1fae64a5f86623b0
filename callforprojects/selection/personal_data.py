"""What the selection keeps of a person: the decisions that they wrote down."""

from sqlalchemy import func, select

from callforprojects.accounts.models import User
from callforprojects.accounts.personal_data import PersonalData, register
from callforprojects.core.database import db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import if_any, ngettext
from callforprojects.selection.models import Act, Announcement, Decision


def _staying(user: User) -> list[Sentence]:
    count = _count(user)
    return if_any(
        count,
        ngettext(
            "%(num)s decision written down. An authority who signs is named in the act.",
            "%(num)s decisions written down. An authority who signs is named in the act.",
            count,
        ),
    )


def _moving(gone: User, _kept: User) -> list[Sentence]:
    count = _count(gone)
    sentence = ngettext("%(num)s decision written down.", "%(num)s decisions written down.", count)
    return if_any(count, sentence)


def _count(user: User) -> int:
    written = select(func.count(Decision.id)).where(Decision.decided_by_id == user.id)
    return db.session.scalar(written) or 0


register(
    PersonalData(
        feature="selection",
        staying=_staying,
        has_proofs=True,
        moving=_moving,
        named_in=[
            Decision.decided_by_id,
            Act.written_by_id,
            Announcement.prepared_by_id,
            Announcement.released_by_id,
        ],
    )
)
