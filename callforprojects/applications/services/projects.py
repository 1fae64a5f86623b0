"""The project of an application: held with it, and removed with its last one."""

import uuid

import sqlalchemy as sa

from callforprojects.applications.models import Application, ConflictOfInterest, Project
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import read_anew
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _


def lock_with_project(application: Application) -> None:
    """Hold an application as `core.data.versions.lock` does, with its project and its other files.

    What is said of a project is said one after the other, of whichever file, while none is judged.
    Raises ConflictError when somebody has just removed the application.
    """
    held = (
        sa.select(Application.id)
        .select_from(Project)
        .join(Application, Application.project_id == Project.id)
        .where(Project.id == application.project_id)
        .order_by(Application.id)
        .with_for_update(key_share=True)
    )
    if application.id not in set(db.session.scalars(held)):
        raise ConflictError(_("This has since been removed."))
    read_anew(application)


def remove_project(project_id: uuid.UUID) -> None:
    """Remove a project with the déports from it, unless an application of it is left."""
    is_empty = ~sa.exists().where(Application.project_id == project_id)
    for table, column in (
        (ConflictOfInterest, ConflictOfInterest.project_id),
        (Project, Project.id),
    ):
        db.session.execute(sa.delete(table).where(column == project_id, is_empty))
