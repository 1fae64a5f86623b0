"""The hash that the chain last ended with, noted in the data folder: away from the database.

Who writes in the database without the key can put an older state of it back, signed as it was then:
the chain holds, and only a hash noted since tells.
"""

from pathlib import Path

from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.whole_files import written_whole


def noted_hash() -> str | None:
    """The hash that was noted last; None when none was."""
    try:
        return _path().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def note_hash(last_hash: str) -> None:
    """Note what the chain ends with now, once it is known to hold."""
    with written_whole(_path()) as file:
        file.write(last_hash.encode("ascii"))


def _path() -> Path:
    return settings().data_folder / "activity_hash"
