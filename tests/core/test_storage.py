"""The local storage: bytes in, bytes out, nothing left of what was refused."""

import errno
import hashlib
import io
from pathlib import Path

import pytest

from callforprojects.core.storage import LocalStorage, NoRoom, TooLarge, storage


@pytest.fixture
def shelf(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "files")


def kept(shelf: LocalStorage) -> list[Path]:
    return [path for path in shelf.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("content", [b"", b"hello", bytes(range(256)) * 1000])
def test_what_is_put_is_found_again(shelf: LocalStorage, content: bytes) -> None:
    stored = shelf.put(io.BytesIO(content), limit=1_000_000)
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with shelf.open(stored.key) as file:
        assert file.read() == content


def test_the_same_bytes_have_another_key_each_time(shelf: LocalStorage) -> None:
    keys = {shelf.put(io.BytesIO(b"x"), limit=10).key for _ in range(3)}
    assert len(keys) == 3


def test_the_limit_itself_is_accepted(shelf: LocalStorage) -> None:
    assert shelf.put(io.BytesIO(b"12345"), limit=5).size == 5


class Filling(io.BytesIO):
    """Its second piece does not fit on the disk any more."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().read(size)


def test_a_full_disk_is_told_apart_and_nothing_stays(shelf: LocalStorage) -> None:
    with pytest.raises(NoRoom):
        shelf.put(Filling(b"1" * 100_000), limit=1_000_000)

    assert kept(shelf) == []


def test_one_byte_more_is_refused_and_nothing_stays(shelf: LocalStorage) -> None:
    with pytest.raises(TooLarge):
        shelf.put(io.BytesIO(b"123456"), limit=5)
    assert kept(shelf) == []


def test_a_stream_that_breaks_leaves_nothing(shelf: LocalStorage) -> None:
    class Broken(io.BytesIO):
        def read(self, *sizes: int | None) -> bytes:
            if self.tell():
                msg = "the line is cut"
                raise ConnectionError(msg)
            return super().read(3)

    with pytest.raises(ConnectionError):
        shelf.put(Broken(b"123456"), limit=10)
    assert kept(shelf) == []


def test_a_deleted_file_is_gone_and_deleting_twice_is_no_error(shelf: LocalStorage) -> None:
    key = shelf.put(io.BytesIO(b"x"), limit=10).key
    shelf.delete(key)
    shelf.delete(key)
    with pytest.raises(FileNotFoundError):
        shelf.open(key)


@pytest.mark.parametrize("key", ["../secret_key", "a/b", "", ".", "a.part"])
def test_a_key_is_never_a_path(shelf: LocalStorage, key: str) -> None:
    for ask in (shelf.open, shelf.delete):
        with pytest.raises(ValueError, match="not a key"):
            ask(key)


def test_the_application_has_one_in_its_data_folder() -> None:
    key = storage().put(io.BytesIO(b"x"), limit=10).key
    with storage().open(key) as file:
        assert file.read() == b"x"
    storage().delete(key)
