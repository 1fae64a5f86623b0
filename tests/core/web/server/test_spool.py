"""Bytes that wait, on a disk that may be full."""

import resource

import pytest

from callforprojects.core.web.server.spool import IN_MEMORY, Spool

pytestmark = pytest.mark.unit


def test_a_full_disk_is_told_to_who_writes_not_to_who_closes() -> None:
    """Pieces of 7 kB leave some of them in the buffer of the file, which closing writes again."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    spool = Spool()
    resource.setrlimit(resource.RLIMIT_FSIZE, (IN_MEMORY + 20_000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            spool.writelines([b"x" * 7000] * 40)
        spool.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert spool.closed
