"""Files that are written whole or not at all: others may be reading them, and disks fill up."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write in: it takes its name when the block ends well, else nothing of it stays.

    Its folder is made. When several write the same at once, the last one stays. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False)  # noqa: SIM115
    try:
        with unfinished:
            yield unfinished
        Path(unfinished.name).replace(path)
    finally:
        Path(unfinished.name).unlink(missing_ok=True)
