"""Restoring a backup: read all of it first, then documents, database and keys."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app

from callforprojects.activity.noted_hash import note_hash
from callforprojects.activity.verification import Verification, verify
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.people import IS_ANYBODY_THERE, PEOPLE
from callforprojects.core.outside.revisions import expected_revision
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.storage import StorageUnavailable, delete_each, storage
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.operations.backup import tables
from callforprojects.operations.backup.archive import (
    FILES,
    KEY_NAMES,
    KEYS,
    Manifest,
    read_manifest,
    refuse_damage,
)
from callforprojects.operations.models import WorkerTick
from callforprojects.operations.upgrading import upgrade_tables


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the backup, its journal read again, mails to look at, keys to set.

    `forgotten_documents` is how many documents that the backup does not name were removed, and
    `remaining_documents` how many could not be; None when the storage does not say what it holds.
    """

    manifest: Manifest
    activity: Verification
    doubtful_mails: int
    keys_to_set: tuple[str, ...]
    forgotten_documents: int
    remaining_documents: int | None


def restore_backup(folder: Path, *, replacing: bool) -> Restored:
    """Put a backup in the place of what is there; the site must be stopped.

    Refuses over people's data unless `replacing`. Documents come first, so that no row is ever
    without its document. With `replacing`, all that the backup does not name go last, whatever
    named them: the next restore ends what a killed one had begun. Mails that waited at the time of
    the backup may have left since: they become uncertain as they are put back, and somebody
    decides. Raises DomainError when the backup is refused, before anything is changed; StorageFull
    and StorageUnavailable, while documents are put back, leave the data as they were, on PostgreSQL
    in tables that were made or brought up to date. Once the database is back, a storage that
    refuses stops nothing: what stays in it is counted.
    """
    manifest = read_manifest(folder)
    _refuse_stranger(manifest)
    refuse_damage(folder, manifest)
    if not replacing and _has_people():
        raise DomainError(
            _(
                "The database holds people's data: nothing was restored. --replace puts the backup"
                " in its place."
            )
        )
    if tables.engine_name() == "postgresql":
        upgrade_tables()
    for path in sorted((folder / FILES).iterdir()):
        with path.open("rb") as file:
            storage().put(file, limit=path.stat().st_size, key=path.name)
    doubtful = tables.load_tables(folder, _forget_what_ran)
    note_hash(manifest.activity_hash)  # what was noted here since is of another state
    keys_to_set = _restore_keys(folder / KEYS)
    forgotten, remaining = _remove_unnamed_documents() if replacing else (0, 0)
    return Restored(
        manifest,
        verify(manifest.activity_hash),
        doubtful,
        keys_to_set,
        forgotten_documents=forgotten,
        remaining_documents=remaining,
    )


def _refuse_stranger(manifest: Manifest) -> None:
    if manifest.engine != tables.engine_name():
        raise DomainError(
            _(
                "This backup is of %(engine)s, and the settings name another database.",
                engine=manifest.engine,
            )
        )
    if manifest.revision != expected_revision():
        raise DomainError(
            _(
                "This backup was made by release %(version)s, whose tables are of revision"
                " %(revision)s: restore it with that release, then upgrade.",
                version=manifest.version,
                revision=manifest.revision,
            )
        )


def _has_people() -> bool:
    with db.engine.connect() as connection:
        has_table = sa.inspect(connection).has_table(PEOPLE)
        return has_table and bool(connection.scalar(IS_ANYBODY_THERE))


def _remove_unnamed_documents() -> tuple[int, int | None]:
    """Leave in the storage what the database names; how many went, and how many could not.

    What was begun and never ended goes too; where it cannot, the sweep of each hour tries again.
    """
    with db.engine.connect() as connection:
        named = frozenset(connection.scalars(sa.text("SELECT storage_key FROM file")))
    try:
        unnamed = storage().sizes().keys() - named
    except StorageUnavailable:
        return 0, None
    gone = delete_each(unnamed, storage().delete)
    with suppress(StorageUnavailable):
        storage().remove_partial(now())
    return len(gone), len(unnamed) - len(gone)


def _restore_keys(folder: Path) -> tuple[str, ...]:
    """Put the keys in the data folder; the names of those that the settings say otherwise."""
    to_set: list[str] = []
    values: dict[str, Any] = {}
    for name in KEY_NAMES:
        key = (folder / name).read_text(encoding="ascii")
        values[name] = key
        kept, present = settings().data_folder / name, getattr(settings(), name)
        if kept.exists() and kept.read_text(encoding="ascii").strip() == present:
            kept.write_text(key, encoding="ascii")
        elif key != present:
            to_set.append(f"CALLFORPROJECTS_{name.upper()}")
    current_app.extensions["settings"] = replace(settings(), **values)
    return tuple(to_set)


def _forget_what_ran(connection: sa.Connection) -> int:
    """No worker runs here yet; how many mails of the backup became uncertain."""
    connection.execute(sa.delete(WorkerTick))
    return _doubt_waiting_mails(connection)


def _doubt_waiting_mails(connection: sa.Connection) -> int:
    """How many mails of the backup may have left since: no runner ever sees them waiting."""
    waiting = Message.status.in_([MessageStatus.QUEUED, MessageStatus.SENDING])
    doubting = sa.update(Message).where(waiting).values(status=MessageStatus.UNCERTAIN)
    return connection.execute(doubting).rowcount
