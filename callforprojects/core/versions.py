"""Optimistic locking: a page made from an older version of a thing is refused, nothing is lost."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from callforprojects.core.database import Model, db
from callforprojects.core.errors import ConflictError
from callforprojects.core.i18n import _


class Versioned:
    """A table whose rows count their changes. The count travels in the form as `version`."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def check_version(thing: Versioned, version: int | None) -> None:
    """Raise ConflictError when the page was made from another version than the present one."""
    if version is not None and version != thing.version:
        raise ConflictError(
            _("Somebody changed this while you were writing. What you typed is still below.")
        )


def lock(thing: Model) -> None:
    """Hold the row until the end of the transaction, and read its columns anew.

    Its identifier stays free, so that new rows may refer to it meanwhile (`FOR NO KEY UPDATE`):
    a lock never waits for a foreign key. Of an organisation, a call, a jury, an application and a
    person's row, always take the lock in that order. On SQLite a request that writes holds the
    whole database already. Raises ConflictError when somebody has just removed the row.
    """
    table = type(thing)
    held = sa.select(table.id).where(table.id == thing.id).with_for_update(key_share=True)
    if db.session.scalar(held) is None:
        raise ConflictError(_("Somebody has removed this meanwhile."))
    db.session.refresh(thing, [column.key for column in sa.inspect(table).column_attrs])
