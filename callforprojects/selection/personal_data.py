"""What the selection keeps of a person: the decisions that they wrote down."""

import uuid

from sqlalchemy import Select, select

from callforprojects.accounts.models import User
from callforprojects.core.data.declarations import PersonalData
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import if_any, ngettext
from callforprojects.selection.models import Act, Announcement, Decision


def _staying(user: User) -> list[Sentence]:
    written = row_count(_written_by(user))
    return if_any(
        written,
        ngettext(
            "%(num)s decision written down. An authority who signs is named in the act.",
            "%(num)s decisions written down. An authority who signs is named in the act.",
            written,
        ),
    )


def _moving(gone: User, _kept: User) -> list[Sentence]:
    written = row_count(_written_by(gone))
    return if_any(
        written,
        ngettext("%(num)s decision written down.", "%(num)s decisions written down.", written),
    )


def _written_by(user: User) -> Select[uuid.UUID]:
    """The files on which they have decided: what was superseded since names them too."""
    return select(Decision.application_id).where(Decision.decided_by_id == user.id).distinct()


PERSONAL_DATA: PersonalData[User] = PersonalData(
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
