"""What archives keep of a person: the visas of elimination that they recorded."""

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.archives.models import Elimination
from callforprojects.core.data.declarations import PersonalData
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import if_any, ngettext


def _moving(gone: User, _kept: User) -> list[Sentence]:
    recorded = row_count(select(Elimination.id).where(Elimination.recorded_by_id == gone.id))
    return if_any(
        recorded,
        ngettext(
            "%(num)s visa of elimination recorded.",
            "%(num)s visas of elimination recorded.",
            recorded,
        ),
    )


PERSONAL_DATA: PersonalData[User] = PersonalData(
    moving=_moving, named_in=[Elimination.recorded_by_id]
)
