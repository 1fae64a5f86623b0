"""Documents already made, kept in the data folder under the hash of all that makes them.

Losing them costs nothing but making them again: each machine has its own, they are not backed up.
"""

import hashlib
import logging
import os
import time
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from itertools import count
from pathlib import Path

from callforprojects.core.outside.jobs import periodic, task
from callforprojects.core.outside.pdf.workers import FOLDER, FONTS
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.whole_files import written_whole

logger = logging.getLogger(__name__)
_LIFETIME = 7 * 24 * 3600  # seconds since somebody has last asked for it
_MEGABYTE = 1 << 20
_EVERY = 50  # documents between two looks at the room that they take
_numbers = count(1)


def name_of(template: str, data: str) -> str:
    """The hash of a document: its data, its template, its fonts, what makes it."""
    parts = (_makers(), template, data)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def document(name: str) -> bytes | None:
    """The document kept under a name, or None."""
    path = _path(name)
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return content


def keep(name: str, content: bytes) -> None:
    """Keep a document; a full disk is no failure, it is made again the next time."""
    path = _path(name)
    try:
        with written_whole(path) as file:
            file.write(content)
    except OSError:
        logger.exception("a document could not be kept")
        return
    if next(_numbers) % _EVERY == 0:
        remove_old_documents()


def remove_old_documents() -> None:
    """Forget what nobody asks for any more, then the oldest, down to the room that is given."""
    left = settings().documents_limit_mb * _MEGABYTE
    oldest = time.time() - _LIFETIME
    for used_at, size, path in sorted(_all(), reverse=True):
        left -= size
        if left < 0 or used_at < oldest:
            path.unlink(missing_ok=True)


@periodic("*/30")
@task
def forget_documents() -> None:
    """Remove the old ones twice an hour, whether or not documents are asked for."""
    remove_old_documents()


def _path(name: str) -> Path:
    return settings().documents_folder / name[:2] / name


def _all() -> Iterator[tuple[float, int, Path]]:
    for path in settings().documents_folder.glob("??/*"):
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        yield found.st_mtime, found.st_size, path


@cache
def _makers() -> str:
    """The templates, the fonts and typst, as long as this process lives."""
    digest = hashlib.sha256(version("typst").encode())
    for path in sorted([*FOLDER.glob("*.typ"), *FONTS.glob("*")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
