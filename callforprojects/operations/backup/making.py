"""Making a backup: the database first, then the documents that it names, then the keys."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from callforprojects import __version__
from callforprojects.activity.noted_hash import noted_hash
from callforprojects.activity.verification import verify
from callforprojects.core.data.clock import now
from callforprojects.core.outside.revisions import STALE, expected_revision
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.storage import storage
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.operations import queries
from callforprojects.operations.backup import tables
from callforprojects.operations.backup.archive import (
    FILES,
    KEY_NAMES,
    KEYS,
    Manifest,
    hashes_of,
)

_CHUNK = 1 << 16


def make_backup(folder: Path) -> Manifest:
    """Write a whole backup in a new folder, readable by its owner only; the site may be at work.

    A document never changes once written, so that copying them after the database suffices. One
    that cannot be read, or is not what its row says, is named in the manifest as missing. The
    folder has its name only once it is whole: a failure leaves nothing, a kill a folder that is
    named when one tries again. Raises DomainError.
    """
    if folder.exists():
        raise DomainError(_("%(folder)s exists already: choose a new name.", folder=folder))
    if queries.revision_of_tables() != expected_revision():
        raise DomainError(STALE)
    unfinished = folder.with_name(f"{folder.name}.part")
    if unfinished.exists():
        raise DomainError(
            _(
                "%(folder)s is left of a backup that was cut short: remove it, or choose another"
                " name.",
                folder=unfinished,
            )
        )
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(unfinished)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    unfinished.rename(folder)
    return manifest


def _fill(unfinished: Path) -> Manifest:
    found = verify(noted_hash())
    missing = _copy_documents(tables.dump(unfinished), unfinished / FILES)
    _copy_keys(unfinished / KEYS)
    manifest = Manifest(
        made_at=now().isoformat(timespec="seconds"),
        version=__version__,
        engine=tables.engine_name(),
        revision=expected_revision(),
        activity_rows=found.count,
        activity_hash=found.last_hash,
        is_activity_sound=found.touched is None,
        missing=tuple(missing),
        hashes=hashes_of(unfinished),
    )
    manifest.write(unfinished)
    return manifest


def _copy_documents(documents: Iterable[tables.BackedUpDocument], folder: Path) -> list[str]:
    """Copy the documents, piece by piece; the keys of those that are not what they should be."""
    folder.mkdir()
    return [document.key for document in documents if not _copy_document(document, folder)]


def _copy_document(document: tables.BackedUpDocument, folder: Path) -> bool:
    """Copy it; whether it is what it was when it was kept."""
    digest, target = hashlib.sha256(), folder / document.key
    try:
        with storage().open(document.key) as source, target.open("xb") as copy:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == document.sha256


def _copy_keys(folder: Path) -> None:
    folder.mkdir()
    for name in KEY_NAMES:
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(getattr(settings(), name), encoding="ascii")
