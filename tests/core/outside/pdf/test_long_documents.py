"""A long document is made in a thread; whoever asks for it comes back, and it is made once."""

from collections.abc import Iterator
from threading import Event

import pytest

from callforprojects.core.outside.pdf import long_documents
from callforprojects.core.outside.pdf.long_documents import BeingMade, made_apart
from callforprojects.core.text.errors import UnavailableError

pytestmark = pytest.mark.unit


class Workshop:
    """Makes documents when the test lets it, and counts them."""

    def __init__(self) -> None:
        self.may_go = Event()
        self.made = 0

    def make(self) -> bytes:
        assert self.may_go.wait(10)
        self.made += 1
        return b"%PDF"

    def fail(self) -> bytes:
        assert self.may_go.wait(10)
        self.made += 1
        raise UnavailableError("Too much work.")


@pytest.fixture
def workshop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    monkeypatch.setattr(long_documents, "_PATIENCE", 0.01)
    monkeypatch.setattr(long_documents, "_documents", {})
    ours = Workshop()
    yield ours
    ours.may_go.set()


def finish(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.may_go.set()
    monkeypatch.setattr(long_documents, "_PATIENCE", 10)


def test_who_asks_for_a_long_document_comes_back_for_it(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        with pytest.raises(BeingMade):
            made_apart("one", workshop.make)
    finish(workshop, monkeypatch)

    assert made_apart("one", workshop.make) == b"%PDF"
    assert workshop.made == 1


def test_what_fails_is_told_once_and_tried_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BeingMade):
        made_apart("one", workshop.fail)
    finish(workshop, monkeypatch)

    with pytest.raises(UnavailableError, match="Too much work"):
        made_apart("one", workshop.fail)
    assert made_apart("one", workshop.make) == b"%PDF"


def test_when_too_many_wait_one_is_told_to_come_back(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_documents, "_MOST", 1)
    with pytest.raises(BeingMade):
        made_apart("one", workshop.make)

    with pytest.raises(UnavailableError):
        made_apart("two", workshop.make)
    finish(workshop, monkeypatch)
    assert made_apart("one", workshop.make) == b"%PDF"
    assert made_apart("two", workshop.make) == b"%PDF"


def test_what_nobody_came_back_for_makes_room(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_documents, "_MOST", 1)
    with pytest.raises(BeingMade):
        made_apart("one", workshop.make)
    workshop.may_go.set()
    long_documents._documents["one"].result(10)
    monkeypatch.setattr(long_documents, "_PATIENCE", 10)

    assert made_apart("two", workshop.make) == b"%PDF"
    assert "one" not in long_documents._documents
