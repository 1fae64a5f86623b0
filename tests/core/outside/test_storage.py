"""The two storages keep one contract: bytes in, bytes out, nothing left of what was refused."""

import errno
import hashlib
import io
import resource
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from flask import Flask

from callforprojects.core.data.clock import now
from callforprojects.core.data.transaction import after_commit, commit, on_rollback, rollback
from callforprojects.core.outside.environment import SettingsError
from callforprojects.core.outside.s3_storage import PIECE, S3Storage, s3_storage
from callforprojects.core.outside.settings import Settings
from callforprojects.core.outside.storage import (
    LocalStorage,
    Storage,
    StorageFull,
    StorageUnavailable,
    StorageUnreachable,
    TooLarge,
    new_storage_key,
    storage,
    storage_of,
)
from tests.bucket import Bucket, open_bucket

pytestmark = pytest.mark.usefixtures("one_engine")

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
LARGE = 3 * PIECE + 17


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with open_bucket() as opened:
        yield opened


@pytest.fixture(params=["local", "s3"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "local":
        return LocalStorage(tmp_path / "files")
    bucket: Bucket = request.getfixturevalue("bucket")
    return s3_storage(bucket.settings(tmp_path))


def kept(shelf: Storage) -> list[str]:
    """All that is there: whole, or begun and forgotten."""
    if isinstance(shelf, LocalStorage):
        return [path.name for path in shelf.folder.rglob("*") if path.is_file()]
    assert isinstance(shelf, S3Storage)
    whole = shelf.client.list_objects_v2(Bucket=shelf.bucket).get("Contents", [])
    begun = shelf.client.list_multipart_uploads(Bucket=shelf.bucket).get("Uploads", [])
    return [each["Key"] for each in [*whole, *begun]]


class Endless(io.RawIOBase):
    """A large document that takes no room: `size` bytes, made when they are read."""

    def __init__(self, size: int, breaks_at: int | None = None) -> None:
        super().__init__()
        self.left, self.breaks_at, self.given, self.largest = size, breaks_at, 0, 0

    def read(self, size: int | None = -1) -> bytes:
        if self.breaks_at is not None and self.given >= self.breaks_at:
            msg = "the line is cut"
            raise ConnectionError(msg)
        count = self.left if size is None or size < 0 else min(size, self.left)
        self.largest = max(self.largest, count)
        self.left -= count
        self.given += count
        return b"x" * count


def endless(size: int, breaks_at: int | None = None) -> BinaryIO:
    stream: Any = Endless(size, breaks_at)  # a stream, for all that is asked of it
    return stream


@pytest.mark.parametrize("content", [b"", b"hello", bytes(range(256)) * 1000])
def test_what_is_put_is_found_again(shelf: Storage, content: bytes) -> None:
    stored = shelf.put(io.BytesIO(content), limit=1_000_000)

    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with shelf.open(stored.key) as file:
        assert file.read() == content


def test_a_large_document_travels_in_pieces_both_ways(shelf: Storage) -> None:
    stream: Any = endless(LARGE)
    stored = shelf.put(stream, limit=LARGE)

    assert stream.largest <= PIECE  # what memory holds at once
    expected = hashlib.sha256(b"x" * LARGE).hexdigest()
    assert (stored.size, stored.sha256) == (LARGE, expected)
    digest = hashlib.sha256()
    with shelf.open(stored.key) as file:
        while chunk := file.read(1 << 16):
            digest.update(chunk)
    assert digest.hexdigest() == expected
    assert kept(shelf) == [stored.key]


def test_the_same_bytes_have_another_key_each_time(shelf: Storage) -> None:
    keys = {shelf.put(io.BytesIO(b"x"), limit=10).key for _ in range(3)}

    assert len(keys) == 3


def test_a_backup_brings_its_own_key(shelf: Storage) -> None:
    key = "ab" * 20
    shelf.put(io.BytesIO(b"first"), limit=10, key=key)

    assert shelf.put(io.BytesIO(b"again"), limit=10, key=key).key == key
    with shelf.open(key) as file:
        assert file.read() == b"again"


def test_what_a_killed_restore_has_left_is_in_nobody_s_way(tmp_path: Path) -> None:
    shelf, key = LocalStorage(tmp_path / "files"), "ab" * 20
    left = shelf.folder / "ab" / f"{key}.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"what was copied before the kill, which is longer")

    shelf.put(io.BytesIO(b"hello"), limit=5, key=key)

    with shelf.open(key, size=5) as file:
        assert file.read() == b"hello"
    assert kept(shelf) == [key]


@pytest.fixture
def begun(shelf: Storage) -> str:
    """A document that a killed process had begun to write, in each storage: its key."""
    key = new_storage_key()
    if isinstance(shelf, LocalStorage):
        path = shelf.folder / key[:2] / f"{key}.part"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"half of it")
    else:
        assert isinstance(shelf, S3Storage)
        shelf.client.create_multipart_upload(Bucket=shelf.bucket, Key=key)
    return key


def test_what_was_begun_and_never_ended_is_removed_once_it_is_old(
    shelf: Storage, begun: str
) -> None:
    whole = shelf.put(io.BytesIO(b"whole"), limit=5).key
    assert shelf.sizes() == {whole: 5}

    assert shelf.remove_partial(LONG_AGO) == 0
    assert len(kept(shelf)) == 2
    assert shelf.remove_partial(now() + timedelta(hours=1)) == 1

    assert kept(shelf) == [whole]


def answered(code: str) -> Callable[..., None]:
    """What S3 answers to whatever it is asked."""

    def refuse(**_arguments: str) -> None:
        raise ClientError({"Error": {"Code": code}}, "whatever")

    return refuse


def test_what_has_gone_from_a_bucket_meanwhile_is_gone(
    tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker has removed it, or whoever sent it has ended; some services say so."""
    shelf, key = s3_storage(bucket.settings(tmp_path)), new_storage_key()
    shelf.client.create_multipart_upload(Bucket=shelf.bucket, Key=key)
    monkeypatch.setattr(shelf.client, "abort_multipart_upload", answered("NoSuchUpload"))
    monkeypatch.setattr(shelf.client, "delete_object", answered("NoSuchKey"))

    assert shelf.remove_partial(now() + timedelta(hours=1)) == 1
    shelf.delete(key)


def test_one_that_cannot_be_removed_holds_up_no_other(
    shelf: Storage, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if isinstance(shelf, LocalStorage):
        (shelf.folder / begun[:2] / "folder.part").mkdir()
    else:
        assert isinstance(shelf, S3Storage)
        shelf.client.create_multipart_upload(Bucket=shelf.bucket, Key=new_storage_key())
        abort, refusals = shelf.client.abort_multipart_upload, iter([answered("AccessDenied")])

        def refuse_the_first(**arguments: str) -> None:
            next(refusals, abort)(**arguments)

        monkeypatch.setattr(shelf.client, "abort_multipart_upload", refuse_the_first)

    assert shelf.remove_partial(now() + timedelta(hours=1)) == 1


def test_no_answer_is_told_from_a_refusal(
    tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = s3_storage(bucket.settings(tmp_path))
    monkeypatch.setattr(shelf.client, "delete_object", answered("AccessDenied"))
    with pytest.raises(StorageUnavailable) as refused:
        shelf.delete(new_storage_key())
    assert not isinstance(refused.value, StorageUnreachable)

    nowhere = s3_storage(Bucket("http://127.0.0.1:1", "documents").settings(tmp_path))
    with pytest.raises(StorageUnreachable):
        nowhere.delete(new_storage_key())


def test_silence_is_no_answer(silent: Storage) -> None:
    for ask in (
        lambda: silent.delete(new_storage_key()),
        silent.sizes,
        lambda: silent.remove_partial(now()),
    ):
        with pytest.raises(StorageUnreachable):
            ask()


def test_what_has_another_name_is_not_ours(shelf: Storage) -> None:
    """A bucket without a prefix may hold something else."""
    foreign = "ab" * 20 + "c"
    shelf.put(io.BytesIO(b"a note"), limit=9, key=foreign)

    assert shelf.sizes() == {}
    assert kept(shelf) == [foreign]


def test_the_limit_itself_is_accepted(shelf: Storage) -> None:
    assert shelf.put(io.BytesIO(b"12345"), limit=5).size == 5


class Filling(io.BytesIO):
    """Its second piece does not fit on the disk any more."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().read(size)


def test_a_full_disk_is_told_apart_and_nothing_stays(tmp_path: Path) -> None:
    shelf = LocalStorage(tmp_path / "files")
    with pytest.raises(StorageFull):
        shelf.put(Filling(b"1" * 100_000), limit=1_000_000)

    assert kept(shelf) == []


@pytest.mark.parametrize("size", [6, LARGE])
def test_one_byte_more_is_refused_and_nothing_stays(shelf: Storage, size: int) -> None:
    with pytest.raises(TooLarge):
        shelf.put(endless(size), limit=size - 1)

    assert kept(shelf) == []


@pytest.mark.parametrize("breaks_at", [0, 1, 2 * PIECE])
def test_a_stream_that_breaks_leaves_nothing(shelf: Storage, breaks_at: int) -> None:
    with pytest.raises(ConnectionError):
        shelf.put(endless(LARGE, breaks_at), limit=LARGE)

    assert kept(shelf) == []


def test_a_deleted_file_is_gone_and_deleting_twice_is_no_error(shelf: Storage) -> None:
    key = shelf.put(io.BytesIO(b"x"), limit=10).key

    shelf.delete(key)
    shelf.delete(key)

    with pytest.raises(FileNotFoundError):
        shelf.open(key)
    assert kept(shelf) == []


@pytest.mark.parametrize("key", ["../secret_key", "a/b", "", ".", "a.part"])
def test_a_key_is_never_a_path(shelf: Storage, key: str) -> None:
    for ask in (
        shelf.open,
        shelf.delete,
        lambda key: shelf.put(io.BytesIO(b"x"), limit=9, key=key or "."),
    ):
        with pytest.raises(ValueError, match="not a key"):
            ask(key)


def test_what_was_kept_follows_the_fate_of_the_transaction(app: Flask, shelf: Storage) -> None:
    forgotten, removed = (shelf.put(io.BytesIO(b"x"), limit=9).key for _ in range(2))
    on_rollback(lambda: shelf.delete(forgotten))
    rollback()
    after_commit(lambda: shelf.delete(removed))
    assert kept(shelf) == [removed]

    commit()

    assert kept(shelf) == []


@pytest.fixture
def silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """A bucket that takes the connection, and says nothing for ever."""
    hurried = Config(read_timeout=0.05, retries={"total_max_attempts": 1})
    monkeypatch.setattr("callforprojects.core.outside.s3_storage._CONFIG", hurried)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        yield s3_storage(Bucket(f"http://127.0.0.1:{port}", "documents").settings(tmp_path))


@pytest.fixture(params=["folder is a file", "nobody listens", "silence", "bucket is missing"])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """A storage that refuses, each in its way."""
    if request.param == "folder is a file":
        (tmp_path / "files").touch()
        return LocalStorage(tmp_path / "files")
    if request.param == "nobody listens":
        return s3_storage(Bucket("http://127.0.0.1:1", "documents").settings(tmp_path))
    if request.param == "silence":
        silent: Storage = request.getfixturevalue("silent")
        return silent
    bucket: Bucket = request.getfixturevalue("bucket")
    return s3_storage(bucket.settings(tmp_path, S3_BUCKET="another"))


@pytest.mark.usefixtures("app_without_database")
def test_a_storage_that_refuses_says_a_sentence(broken: Storage) -> None:
    for ask in (
        lambda: broken.put(io.BytesIO(b"x"), limit=9),
        lambda: broken.put(endless(LARGE), limit=LARGE),
        lambda: broken.open("ab" * 20),
        lambda: broken.delete("ab" * 20),
    ):
        with pytest.raises(StorageUnavailable, match="quelques minutes") as refused:
            ask()
        assert refused.value.status == 503


def test_a_disk_that_is_really_full_leaves_nothing(tmp_path: Path) -> None:
    shelf = LocalStorage(tmp_path / "files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(StorageFull):
            shelf.put(endless(LARGE), limit=LARGE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert kept(shelf) == []


@pytest.mark.usefixtures("app_without_database")
def test_the_application_has_one_in_its_data_folder() -> None:
    key = storage().put(io.BytesIO(b"x"), limit=10).key

    with storage().open(key) as file:
        assert file.read() == b"x"
    storage().delete(key)


def test_a_bucket_is_used_when_one_is_named(tmp_path: Path) -> None:
    chosen = Bucket("http://127.0.0.1:1", "documents").settings(tmp_path, S3_PREFIX="aap/")

    found = storage_of(chosen)

    assert isinstance(found, S3Storage)
    assert (found.bucket, found.prefix) == ("documents", "aap/")
    assert isinstance(storage_of(Settings.from_environment({}, data_folder=tmp_path)), LocalStorage)


def test_a_prefix_keeps_documents_apart(tmp_path: Path, bucket: Bucket) -> None:
    shelf = s3_storage(bucket.settings(tmp_path, S3_PREFIX="aap/"))

    key = shelf.put(io.BytesIO(b"x"), limit=9).key

    assert kept(shelf) == [f"aap/{key}"]


def test_boto3_is_asked_for_only_when_a_bucket_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "callforprojects.core.outside.s3_storage", None)

    storage_of(Settings.from_environment({}, data_folder=tmp_path))
    with pytest.raises(SettingsError, match=r"S3_BUCKET .*callforprojects\[s3\]"):
        storage_of(Bucket("http://127.0.0.1:1", "documents").settings(tmp_path))
