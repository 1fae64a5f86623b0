"""Optimistic locking: a page made from an older version of a thing is refused, nothing is lost."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from callforprojects.core.data.database import Model, db
from callforprojects.core.data.declarations import Change
from callforprojects.core.data.feature import features
from callforprojects.core.data.formats import instant
from callforprojects.core.data.visitors import NOBODY, Visitor
from callforprojects.core.text.differences import Differences, differences
from callforprojects.core.text.errors import ConflictError, Sentence
from callforprojects.core.text.i18n import _


class Versioned:
    """A table whose rows count their changes. The count travels in the form as `version`."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


@dataclass(frozen=True)
class ConcurrentEdit:
    """What was saved while somebody was writing something else: by whom and when, and both texts.

    They are compared when somebody asks, which may take half a second: not while anything is held.
    `raw_text` is what the box of a form would take to hold the saved one, when one box does.
    """

    author_id: uuid.UUID | None
    at: datetime
    own_text: str
    saved_text: str
    raw_text: str = ""

    @cached_property
    def differences(self) -> Differences:
        return differences(self.own_text, self.saved_text)


def check_version(
    thing: Versioned, version: int | None, *, by: Visitor, recorded_on: Model | None = None
) -> None:
    """Raise ConflictError when the page was made from another version than the present one.

    The sentence says who changed it meanwhile: oneself in another tab, or somebody by name.
    `recorded_on` is what the activity names when it is another thing.
    """
    if version is None or version == thing.version:
        return
    about = recorded_on or thing
    known = about if isinstance(about, Model) else None
    raise ConflictError(changed_meanwhile(None if known is None else _last_change(known), by=by))


def _last_change(thing: Model) -> Change | None:
    return next((feature.last_change(thing) for feature in features() if feature.last_change), None)


def changed_meanwhile(change: Change | None, *, by: Visitor) -> Sentence:
    """What is said to whoever wrote from an older version: nobody is blamed for another."""
    if change is not None and by.id == change.by_id != NOBODY:
        return _(
            "You changed this yourself, in another tab or on another device, while you were "
            "writing here. What you typed is still below."
        )
    if change is not None and change.name:
        return _(
            "%(name)s changed this on %(instant)s, while you were writing. What you typed is "
            "still below.",
            name=change.name,
            instant=instant(change.at),
        )
    return _("This was changed while you were writing. What you typed is still below.")


def lock(thing: Model) -> None:
    """Hold the row until the end of the transaction, and read its columns anew, and those of the
    part of it that always comes with it.

    Its identifier stays free, so that new rows may refer to it meanwhile (`FOR NO KEY UPDATE`):
    a lock never waits for a foreign key. Of an organisation, a call, a round, a jury, a project, an
    application and a person's row, always take the lock in that order. On SQLite a request that
    writes holds the whole database already. Raises ConflictError when somebody has just removed
    the row.
    """
    table = type(thing)
    held = sa.select(table.id).where(table.id == thing.id).with_for_update(key_share=True)
    if db.session.scalar(held) is None:
        raise ConflictError(_("This has since been removed."))
    read_anew(thing)


def read_anew(thing: Model, *, holding: bool = False) -> None:
    """Read the columns of a row again, and those of the part of it that always comes with it.

    It takes one query. `holding`: whoever holds the row for itself waits until the end of the
    transaction, or we for them (`FOR SHARE`).
    """
    table, known = type(thing), sa.inspect(type(thing))
    parts = [
        getattr(table, key)
        for key, found in known.relationships.items()
        if found.lazy == "joined" and found.cascade.delete
    ]
    rows = [(thing, ""), *((getattr(thing, part.key), part.key) for part in parts)]
    columns = [list(sa.inspect(type(row)).column_attrs) for row, _part in rows]
    query = sa.select(*(column.class_attribute for column in chain.from_iterable(columns)))
    query = query.where(table.id == thing.id)
    for part in parts:
        query = query.join(part)
    if holding:  # the part too: after a wait, only what is held is read as it is now
        query = query.with_for_update(read=True)
    values = iter(db.session.execute(query).one())
    for (row, key), read in zip(rows, columns, strict=True):
        found = {column.key: next(values) for column in read}
        if found["id"] != row.id:  # another row is that part since
            db.session.expire(row, list(found))
            db.session.expire(thing, [key])
            continue
        # not `refresh`: of what it holds it first reads the version that the part had
        for name, value in found.items():
            set_committed_value(row, name, value)


def lock_all(things: Iterable[Model]) -> None:
    """Hold several rows of one table, as `lock` does, by identifier: no two wait for each other."""
    for thing in sorted(things, key=lambda row: row.id):
        lock(thing)
