"""What killed processes have left of documents goes by itself; what is at work stays."""

import os
from datetime import timedelta

from callforprojects.core.clock import now
from callforprojects.core.storage import LocalStorage, storage
from callforprojects.files.tasks import LONGEST_UPLOAD, sweep
from tests.factories.files import Stored


def test_what_was_begun_a_day_ago_is_removed(stored: Stored) -> None:
    shelf = storage()
    assert isinstance(shelf, LocalStorage)
    old, new = (shelf.folder / "ab" / f"{digit * 40}.part" for digit in "ab")
    old.parent.mkdir(parents=True, exist_ok=True)
    for path, age in ((old, LONGEST_UPLOAD + timedelta(minutes=1)), (new, timedelta(0))):
        path.write_bytes(b"half of it")
        os.utime(path, times=((now() - age).timestamp(),) * 2)

    sweep.run()

    assert stored.new == [new]
    new.unlink()
