"""Where the bytes of uploaded files live: a port, and the local folder behind it by default.

Nothing outside `core.outside.storage` and `core.outside.s3_storage` knows where a document is.
"""

import errno
import hashlib
import logging
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from flask import Flask, current_app

from callforprojects.core.outside.environment import SettingsError
from callforprojects.core.outside.settings import Settings, settings
from callforprojects.core.text.errors import UnavailableError
from callforprojects.core.text.i18n import _

_CHUNK = 1 << 16
_KEY = re.compile(r"[0-9a-f]{40}")

logger = logging.getLogger(__name__)
K = TypeVar("K")


class TooLarge(Exception):
    """The stream went past the limit; nothing was kept."""


class Damaged(Exception):
    """What is kept under a key is not as long as it was when it was kept."""


class StorageFull(Exception):
    """The disk is full; nothing was kept."""


def is_full(error: OSError) -> bool:
    """Whether a failure says that the disk, or our share of it, is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageUnavailable(UnavailableError):
    """The storage refuses or does not answer: nobody who visits can do anything about it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Documents can be neither kept nor read at the moment. Nothing was saved: try again"
                " in a few minutes."
            )
        )


class StorageUnreachable(StorageUnavailable):
    """It does not answer at all: whoever asks again waits as long again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept: its key, its size in bytes, its SHA-256 in hexadecimal."""

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """Keep, open, forget, list, clean. A key is made by `put`, unless a backup brings its own."""

    def put(self, stream: BinaryIO, *, limit: int, key: str | None = None) -> Stored: ...
    def open(self, key: str, *, size: int | None = None) -> BinaryIO: ...
    def delete(self, key: str) -> None: ...
    def sizes(self) -> dict[str, int]: ...
    def remove_partial(self, before: datetime) -> int: ...


class LocalStorage:
    """Files in a folder, under random names that say nothing of their owner."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, stream: BinaryIO, *, limit: int, key: str | None = None) -> Stored:
        """Copy the stream, `limit` bytes at most, under a new key or the one given.

        Raises TooLarge, StorageFull on a full disk, StorageUnavailable; nothing stays of what was
        not copied whole.
        """
        try:
            return self._put(stream, limit, key or new_storage_key())
        except OSError as error:
            if is_full(error):
                raise StorageFull from error
            raise

    def _put(self, stream: BinaryIO, limit: int, key: str) -> Stored:
        path = self._path(key)
        digest, size = hashlib.sha256(), 0
        with self._partial(path) as file:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                with _reporting_failures("put"):
                    file.write(chunk)
        return Stored(key, size, digest.hexdigest())

    def open(self, key: str, *, size: int | None = None) -> BinaryIO:
        """The bytes, `size` of them when it is known.

        Raises FileNotFoundError, Damaged when there are more or fewer, StorageUnavailable.
        """
        with _reporting_failures("open"):
            file = self._path(key).open("rb")
            length = os.fstat(file.fileno()).st_size
        if size not in {None, length}:
            file.close()
            raise Damaged
        return file

    def delete(self, key: str) -> None:
        """Forget it; forgetting twice is no error. Raises StorageUnavailable."""
        _remove(self._path(key))

    def sizes(self) -> dict[str, int]:
        """All that is kept: how many bytes by key. Raises StorageUnavailable."""
        with _reporting_failures("list"):
            return dict(_sizes_in(self.folder))

    def remove_partial(self, before: datetime) -> int:
        """Remove what killed processes had begun to write; how many, not touched since `before`.

        What cannot be removed is logged, and stays. Raises StorageUnavailable when it is unknown.
        """
        with _reporting_failures("clean"):
            left = [path for path in self.folder.glob("??/*.part") if _is_old(path, before)]
        return len(delete_each(left, _remove))

    def _path(self, key: str) -> Path:
        return self.folder / checked_key(key)[:2] / key

    @contextmanager
    def _partial(self, path: Path) -> Iterator[BinaryIO]:
        """The final name exists only when all of it was written.

        What a killed restore has left under this name is written over.
        """
        partial = path.with_suffix(".part")
        with _reporting_failures("put"):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = partial.open("wb")
        try:
            yield file
            with _reporting_failures("put"):
                file.close()  # what a full disk refuses is sometimes known here only
                partial.replace(path)
        finally:
            with suppress(OSError):
                file.close()
            partial.unlink(missing_ok=True)


def _sizes_in(folder: Path) -> Iterator[tuple[str, int]]:
    """What is whole; what goes meanwhile is not there."""
    for path in folder.glob("??/*"):
        if is_key(path.name):
            with suppress(FileNotFoundError):
                yield path.name, path.stat().st_size


def _is_old(path: Path, before: datetime) -> bool:
    """Whether nobody has written in it since; what goes meanwhile was at work."""
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    with _reporting_failures("delete"):
        path.unlink(missing_ok=True)


@contextmanager
def _reporting_failures(action: str) -> Iterator[None]:
    """A disk that refuses becomes a sentence for people, and a line of the log."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        if is_full(error) and action == "put":
            raise StorageFull from error
        logger.error(  # noqa: TRY400  # the reason says it all
            "the folder of documents refuses", extra={"action": action, "reason": error.strerror}
        )
        raise StorageUnavailable from error


def delete_each(keys: Iterable[K], delete: Callable[[K], object]) -> list[K]:
    """Delete what can be; those that went.

    One that is refused (it is logged) holds up no other. Once nothing answers, the rest is left
    for another time.
    """
    gone = []
    for key in keys:
        try:
            delete(key)
        except StorageUnreachable:
            break
        except StorageUnavailable:
            continue
        gone.append(key)
    return gone


def new_storage_key() -> str:
    """A name that nobody can guess."""
    return secrets.token_hex(20)


def is_key(name: str) -> bool:
    """Whether it has the form of a key. Whatever else lies there is not ours: leave it alone."""
    return _KEY.fullmatch(name) is not None


def checked_key(key: str) -> str:
    """The key, which is never a path. Raises ValueError."""
    if not key.isalnum():
        msg = "not a key of this storage"
        raise ValueError(msg)
    return key


def storage() -> Storage:
    """The storage of the application at work."""
    found: Storage = current_app.extensions["storage"]
    return found


def storage_of(chosen: Settings) -> Storage:
    """The bucket that the settings name, else the folder. Raises SettingsError without boto3."""
    if chosen.s3_bucket is None:
        return LocalStorage(chosen.files_folder)
    try:
        from callforprojects.core.outside.s3_storage import s3_storage  # noqa: PLC0415  # slow, optional
    except ImportError as error:
        sentence = _("S3_BUCKET must come with boto3: install callforprojects[s3]")
        raise SettingsError(sentence) from error
    return s3_storage(chosen)


def init_app(app: Flask) -> None:
    with app.app_context():
        app.extensions["storage"] = storage_of(settings())
