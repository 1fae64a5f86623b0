"""What archives keep of a person: the visas of elimination that they recorded."""

from sqlalchemy import func, select

from callforprojects.accounts.models import User
from callforprojects.accounts.personal_data import PersonalData, register
from callforprojects.archives.models import Elimination
from callforprojects.core.database import db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import if_any, ngettext


def _moving(gone: User, _kept: User) -> list[Sentence]:
    recorded = select(func.count(Elimination.id)).where(Elimination.recorded_by_id == gone.id)
    count = db.session.scalar(recorded) or 0
    return if_any(
        count,
        ngettext(
            "%(num)s visa of elimination recorded.",
            "%(num)s visas of elimination recorded.",
            count,
        ),
    )


register(PersonalData(feature="archives", moving=_moving, named_in=[Elimination.recorded_by_id]))
