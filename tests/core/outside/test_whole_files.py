"""A file is there whole, or as it was."""

import errno
from pathlib import Path

import pytest

from callforprojects.core.outside.whole_files import written_whole

pytestmark = pytest.mark.unit


def write(path: Path, content: bytes, error: OSError | None = None) -> None:
    with written_whole(path) as file:
        file.write(content)
        if error is not None:
            raise error


def test_a_file_is_written_in_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "name"

    write(path, b"first")
    write(path, b"second")

    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "name"
    write(path, b"first")

    with pytest.raises(OSError, match="No space left"):
        write(path, b"half", OSError(errno.ENOSPC, "No space left on device"))

    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]
