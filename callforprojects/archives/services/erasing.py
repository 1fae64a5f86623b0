"""Erasing the files whose elimination is recorded: what remains is their reference and outcome."""

from typing import Any

import sqlalchemy as sa

from callforprojects.activity.services import record
from callforprojects.applications.models import Application
from callforprojects.archives.models import EliminatedFile, Elimination
from callforprojects.archives.queries import files_to_erase
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import ArchivePart
from callforprojects.core.data.feature import features

AT_ONCE = 20  # files: so that no transaction lasts


def erase_some() -> int:
    """Erase the first of the files whose elimination is recorded.

    Gives how many: `AT_ONCE` at most. What each feature keeps of one goes (`archive_parts`), that
    of the features above first. The activity keeps the hash of what was filed and decided: it goes
    on being verified.
    """
    going = files_to_erase(AT_ONCE)
    for file in going:
        _erase(file)
        file.erased_at = now()
    return len(going)


def _erase(file: EliminatedFile) -> None:
    application = db.session.get(Application, file.application_id)
    if application is None:
        return
    elimination = db.session.get_one(Elimination, file.elimination_id)
    parts = [part for feature in features() for part in feature.archive_parts]
    sealed: dict[str, Any] = {"visa": elimination.visa_reference}
    for part in parts:
        sealed |= part.sealed(application)
    record("application.eliminated", application, by=None, **sealed)
    for part in reversed(parts):
        _erase_part(part, application)


def _erase_part(part: ArchivePart[Application], application: Application) -> None:
    if part.erase is not None:
        part.erase(application)
        return
    for column in part.rows:
        db.session.execute(sa.delete(column.class_).where(column == application.id))
