"""What killed processes have left of documents goes by itself; what is at work stays."""

import io
import os
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import living_at, now
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import rollback, transaction
from callforprojects.core.outside.storage import (
    LocalStorage,
    Storage,
    StorageUnavailable,
    StorageUnreachable,
    storage,
)
from callforprojects.files import services
from callforprojects.files.models import PendingRemoval
from callforprojects.files.services import (
    Upload,
    forget_file,
    remove_untaken,
    store_ahead,
    store_file,
)
from callforprojects.files.tasks import REMOVAL_DELAY, sweep
from tests.factories.files import PDF, Stored, make_file

pytestmark = pytest.mark.usefixtures("app")


def test_what_was_begun_a_day_ago_is_removed(stored: Stored) -> None:
    shelf = storage()
    assert isinstance(shelf, LocalStorage)
    old, new = (shelf.folder / "ab" / f"{digit * 40}.part" for digit in "ab")
    old.parent.mkdir(parents=True, exist_ok=True)
    for path, age in ((old, REMOVAL_DELAY + timedelta(minutes=1)), (new, timedelta(0))):
        path.write_bytes(b"half of it")
        os.utime(path, times=((now() - age).timestamp(),) * 2)

    sweep.run()

    assert stored.new == [new]
    new.unlink()


def sent_ahead() -> Upload:
    """A document in the storage, as a request puts it before its turn to write."""
    db.session.commit()
    upload = Upload(io.BytesIO(PDF), "a.pdf")
    store_ahead([upload])
    return upload


def swept_a_day_later() -> set[str]:
    """What is still in the storage; nothing waits to be removed any more."""
    db.session.rollback()
    with living_at(now() + REMOVAL_DELAY + timedelta(minutes=1)):
        sweep.run()
    assert db.session.scalars(sa.select(PendingRemoval)).all() == []
    return set(storage().sizes())


@pytest.mark.usefixtures("where")
def test_bytes_of_which_a_killed_process_had_written_no_row_are_removed(author: User) -> None:
    kept = make_file(author, by=author).storage_key
    upload = sent_ahead()
    assert upload.stored is not None
    assert set(storage().sizes()) == {kept, upload.stored.key}

    sweep.run()
    assert len(storage().sizes()) == 2  # somebody may be about to write the row

    assert swept_a_day_later() == {kept}


@pytest.mark.usefixtures("where")
def test_the_bytes_of_a_forgotten_document_go_a_day_later(author: User) -> None:
    kept, gone = (make_file(author, by=author) for _turn in range(2))
    kept_key, gone_key = kept.storage_key, gone.storage_key
    with transaction():
        forget_file(gone)

    with living_at(now() + REMOVAL_DELAY - timedelta(minutes=1)):
        sweep.run()
    assert set(storage().sizes()) == {kept_key, gone_key}  # a backup may be about to copy them

    assert swept_a_day_later() == {kept_key}


def left_by_kills(count: int) -> list[str]:
    """The keys of so many documents, in the storage, that no row will name."""
    uploads = [Upload(io.BytesIO(PDF), f"{at}.pdf") for at in range(count)]
    db.session.commit()
    store_ahead(uploads)
    return [upload.stored.key for upload in uploads if upload.stored is not None]


def swept() -> tuple[set[str], set[str]]:
    """What a sweep a day later has left: in the storage, and noted."""
    with living_at(now() + REMOVAL_DELAY + timedelta(minutes=1)):
        sweep.run()
    return set(storage().sizes()), set(db.session.scalars(sa.select(PendingRemoval.storage_key)))


@pytest.mark.usefixtures("where")
def test_one_that_cannot_be_removed_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck, *_others = left_by_kills(3)
    kind, delete = type(storage()), type(storage()).delete

    def refused(shelf: Storage, key: str) -> None:
        if key == stuck:
            raise StorageUnavailable
        delete(shelf, key)

    monkeypatch.setattr(kind, "delete", refused)

    assert swept() == ({stuck}, {stuck})


@pytest.mark.usefixtures("where")
def test_a_storage_that_does_not_answer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    keys, asked = left_by_kills(3), []

    def wait(_shelf: Storage, key: str) -> None:
        asked.append(key)
        raise StorageUnreachable

    monkeypatch.setattr(type(storage()), "delete", wait)

    assert swept() == (set(keys), set(keys))
    assert len(asked) == 1


@pytest.mark.usefixtures("where")
def test_what_was_to_be_forgotten_stays_when_the_work_is(author: User) -> None:
    file = make_file(author, by=author)
    key = file.storage_key
    forget_file(file)
    rollback()

    assert swept_a_day_later() == {key}


def test_more_than_one_query_holds_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_IN_ONE_QUERY", 2)
    left_by_kills(5)

    assert swept()[1] == set()


@pytest.mark.usefixtures("where")
def test_what_was_begun_and_cannot_be_listed_hides_nothing_from_the_sweep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rights on the objects of a bucket had sufficed until then."""
    left_by_kills(2)

    def refuse(_shelf: Storage, _before: datetime) -> int:
        raise StorageUnavailable

    monkeypatch.setattr(type(storage()), "remove_partial", refuse)

    assert swept() == (set(), set())


@pytest.mark.usefixtures("where")
def test_what_was_stored_ahead_is_named_by_one_row(author: User) -> None:
    upload = sent_ahead()
    with transaction():
        file = store_file(upload, subject=author, by=author)
        remove_untaken([upload])
    key, size = file.storage_key, file.size

    assert (upload.stored, size) == (None, len(PDF))
    assert swept_a_day_later() == {key}


def test_what_will_be_refused_is_not_stored(stored: Stored) -> None:
    refused = ((b"", "a.pdf"), (b"MZ", "a.pdf"), (PDF, "a.png"), (b"MZ", "a.exe"))

    store_ahead([Upload(io.BytesIO(content), name) for content, name in refused])

    assert stored.new == []
    assert db.session.scalars(sa.select(PendingRemoval)).all() == []
