"""The folder of a backup: what it holds, and the hash of each of its files.

manifest.json             what follows, and who made it when
database.sqlite3          or database/<table>.copy.gz on PostgreSQL
files/<key>               the documents
keys/secret_key, keys/activity_key
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DATABASE_FILE: Final = "database.sqlite3"
DATABASE_FOLDER: Final = "database"
FILES: Final = "files"
KEYS: Final = "keys"
KEY_NAMES: Final = ("secret_key", "activity_key")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself. `hashes` are SHA-256 in hexadecimal, by path in the folder."""

    made_at: str
    version: str
    engine: str
    revision: str
    activity_rows: int
    activity_hash: str
    is_activity_sound: bool
    missing: tuple[str, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def instant(self) -> datetime:
        """When it was made. Raises ValueError when it does not say so."""
        return datetime.fromisoformat(self.made_at).astimezone(UTC)

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What the folder says of itself. Raises DomainError when it is no backup that we know."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**values)
        manifest.instant  # noqa: B018  # refused here when it is none
    except (OSError, ValueError, TypeError) as error:
        raise DomainError(_("%(folder)s holds no backup.", folder=folder)) from error
    if manifest.format != FORMAT:
        raise DomainError(_("%(folder)s is a backup of a form not known here.", folder=folder))
    return manifest


def hashes_of(folder: Path) -> dict[str, str]:
    """The hash of each file of a backup, but of its manifest."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): _hash_of(path) for path in paths}


def refuse_damage(folder: Path, manifest: Manifest) -> None:
    """Read every file again. Raises DomainError naming the first that is not as it was written."""
    present = hashes_of(folder)
    wrong = sorted(
        name
        for name in {*present, *manifest.hashes}
        if present.get(name) != manifest.hashes.get(name)
    )
    if wrong:
        raise DomainError(
            _(
                "The backup is damaged: %(file)s is missing or is not what was written. Nothing was"
                " restored.",
                file=wrong[0],
            )
        )


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
