"""Bytes that wait in a web process: in memory while they are few, then in a file without a name."""

from contextlib import suppress
from tempfile import SpooledTemporaryFile

IN_MEMORY = 128 * 1024


class Spool(SpooledTemporaryFile[bytes]):
    """It is read and written like a file. Raises OSError when the disk is full."""

    def __init__(self) -> None:
        super().__init__(max_size=IN_MEMORY)

    def close(self) -> None:
        """Give the room back.

        A file tries once more to write what a full disk has refused: whoever closes it here does
        not want these bytes any longer, and is the loop that everybody needs.
        """
        with suppress(OSError):
            super().close()
