"""What the selection keeps of a person: the decisions that they wrote down."""

from sqlalchemy import func, select

from callforprojects.accounts.models import User
from callforprojects.accounts.personal_data import PersonalData, register
from callforprojects.core.database import db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import if_any, ngettext
from callforprojects.selection.models import Decision


def _staying(user: User) -> list[Sentence]:
    written = select(func.count(Decision.id)).where(Decision.decided_by_id == user.id)
    count = db.session.scalar(written) or 0
    return if_any(
        count,
        ngettext(
            "%(num)s decision written down. An authority who signs is named in the act.",
            "%(num)s decisions written down. An authority who signs is named in the act.",
            count,
        ),
    )


register(PersonalData(feature="selection", staying=_staying, has_proofs=True))
