"""Where the bytes of uploaded files live: a port, and the local folder behind it by default.

Nothing outside this module knows that a file is on a disk.
"""

import errno
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from flask import Flask, current_app

from callforprojects.core.settings import settings

_CHUNK = 1 << 16


class TooLarge(Exception):
    """The stream went past the limit; nothing was kept."""


class NoRoom(Exception):
    """The disk is full; nothing was kept."""


def is_full(error: OSError) -> bool:
    """Whether a failure says that the disk, or our share of it, is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept: its key, its size in bytes, its SHA-256 in hexadecimal."""

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """Keep, open, forget."""

    def put(self, stream: BinaryIO, *, limit: int) -> Stored: ...
    def open(self, key: str) -> BinaryIO: ...
    def delete(self, key: str) -> None: ...


class LocalStorage:
    """Files in a folder, under random names that say nothing of their owner."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, stream: BinaryIO, *, limit: int) -> Stored:
        """Copy the stream, `limit` bytes at most. Raises TooLarge, or NoRoom on a full disk."""
        try:
            return self._put(stream, limit)
        except OSError as error:
            if is_full(error):
                raise NoRoom from error
            raise

    def _put(self, stream: BinaryIO, limit: int) -> Stored:
        key = secrets.token_hex(20)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with self._partial(path) as file:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                file.write(chunk)
        return Stored(key, size, digest.hexdigest())

    def open(self, key: str) -> BinaryIO:
        """The bytes. Raises FileNotFoundError."""
        return self._path(key).open("rb")

    def delete(self, key: str) -> None:
        """Forget it; forgetting twice is no error."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not key.isalnum():
            msg = "not a key of this storage"
            raise ValueError(msg)
        return self.folder / key[:2] / key

    @contextmanager
    def _partial(self, path: Path) -> Iterator[BinaryIO]:
        """The final name exists only when all of it was written."""
        partial = path.with_suffix(".part")
        try:
            with partial.open("xb") as file:
                yield file
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def storage() -> Storage:
    """The storage of the application at work."""
    found: Storage = current_app.extensions["storage"]
    return found


def init_app(app: Flask) -> None:
    with app.app_context():
        app.extensions["storage"] = LocalStorage(settings().files_folder)
