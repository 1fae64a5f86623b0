"""A request that nobody could answer leaves a mark; one that was answered leaves none."""

import logging
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from callforprojects.core.unanswered import KEPT, Marks, marked_path
from tests.server import Client, answer_on, get, post, running

PATH = "/applications/018f/submit"
AT = datetime(2026, 12, 31, 15, 59, 58, 123456, tzinfo=UTC)
PATIENCE = 20


@pytest.fixture
def _database() -> None:
    """No database is asked."""


@pytest.fixture
def marks(tmp_path: Path) -> Marks:
    return Marks(tmp_path / "unanswered")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pressed")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Client]:
    with running(folder, presses=True) as client:
        yield client


def first(marks: Marks, at: datetime, path: str = PATH) -> datetime | None:
    with time_machine.travel(at, tick=False):
        return marks.first(path)


def test_the_first_of_an_address_counts_to_the_microsecond(marks):
    for seconds in (3, 0, 5):
        marks.leave(PATH, AT.timestamp() + seconds)
    marks.leave("/elsewhere", AT.timestamp() - 60)

    assert first(marks, AT + timedelta(minutes=2)) == AT
    assert first(marks, AT, "/nowhere") is None


def test_it_counts_for_an_hour_and_is_then_removed(marks):
    marks.leave(PATH, AT.timestamp())
    marks.leave(PATH, AT.timestamp() + 60)

    assert first(marks, AT + KEPT) == AT + timedelta(minutes=1)
    with time_machine.travel(AT + KEPT, tick=False):
        marks.forget_old()
    assert len(list(marks.folder.iterdir())) == 1


def test_an_answer_settles_all_those_of_its_address(marks):
    for path in (PATH, PATH, "/elsewhere"):
        marks.leave(path, AT.timestamp())

    marks.forget(PATH)

    assert first(marks, AT) is None
    assert first(marks, AT, "/elsewhere") == AT


def test_what_stands_in_its_folder_and_is_no_mark_is_nothing(marks):
    mark = marks.leave(PATH, AT.timestamp())
    assert mark is not None
    for name in (mark.name + ".part", mark.name.replace("-", "-x", 1), "a note"):
        (marks.folder / name).touch()
    mark.unlink()

    marks.forget_old()

    assert first(marks, AT) is None
    assert len(list(marks.folder.iterdir())) == 3


def test_a_folder_that_refuses_a_mark_does_not_refuse_the_request(tmp_path, caplog):
    (tmp_path / "unanswered").write_text("not a folder")

    with caplog.at_level(logging.WARNING):
        assert Marks(tmp_path / "unanswered").leave(PATH, AT.timestamp()) is None

    assert "could not be marked" in caplog.text
    assert Marks(tmp_path / "unanswered").first(PATH) is None


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (b"POST /applications/{}/submit HTTP/1.1", "/applications/{}/submit"),
        (b"POST /applications/{}/submit?again=1 HTTP/1.0", "/applications/{}/submit"),
        (b"GET /applications/{}/submit HTTP/1.1", None),
        (b"POST /applications/{}/check HTTP/1.1", None),
        (b"POST /applications/{}/section?number=2 HTTP/1.1", None),
        (b"POST http://here/applications/{}/submit HTTP/1.1", None),
        (b"POST /nowhere HTTP/1.1", None),
        (b"POST /applications/\xe9/submit HTTP/1.1", None),
        (b"", None),
        (b"\x00\xff", None),
    ],
)
def test_only_filing_is_marked(app: Flask, line, path):
    identifier = "018f0000-0000-7000-8000-000000000000"

    found = marked_path(app, line.replace(b"{}", identifier.encode()))

    assert found == (path and path.format(identifier))


def left(folder: Path) -> int:
    return len(list((folder / "unanswered").glob("*")))


@pytest.mark.parametrize(
    ("status", "is_left"), [(200, 0), (302, 0), (404, 0), (422, 0), (429, 0), (500, 1), (503, 1)]
)
def test_a_failure_of_ours_leaves_a_mark_and_an_answer_none(server, folder, status, is_left):
    before = left(folder)

    answer = server.ask(post(b"x", "Connection: close", path=f"/press/{status}"))

    assert answer.status == status
    _wait_until(lambda: left(folder) == before + is_left)


def test_the_mark_says_the_first_byte(server, folder):
    whole = post(b"x" * 1000, path="/press/503?again=1")

    with server.connect() as connection:
        before = time.time()
        connection.sendall(whole[:40])
        server.ask(get("/nowhere"))  # the loop has read them
        after = time.time()
        time.sleep(0.3)
        connection.sendall(whole[40:])
        answer_on(connection)

    at = max(int(mark.name.split("-")[1]) for mark in (folder / "unanswered").iterdir()) / 1e6
    assert before - 0.02 <= at <= after


def test_what_cannot_be_read_is_answered_and_leaves_none(server, folder):
    """Or else whoever sends nonsense in time would win an hour."""
    before = left(folder)

    answer = server.ask(post(b"", "Nonsense", path="/press/503"))

    assert answer.status == 400
    _wait_until(lambda: left(folder) == before)


def test_a_killed_process_leaves_the_marks_of_all_that_it_held(tmp_path):
    with running(tmp_path, presses=True) as server:
        waiting = [server.connect() for _each in range(5)]  # two threads: three of them wait
        for connection in waiting:
            connection.sendall(post(b"x", path="/press/0"))
        _wait_until(lambda: left(tmp_path) == len(waiting) and (tmp_path / "pressed").exists())

        for worker in _workers_of(server.process.pid):
            os.kill(worker, signal.SIGKILL)
        for connection in waiting:
            with pytest.raises((EOFError, ConnectionResetError)):
                answer_on(connection)
            connection.close()

    assert left(tmp_path) == len(waiting)


def _workers_of(parent: int) -> list[int]:
    return [
        int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    ]


def _wait_until(is_so) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it never was"
        time.sleep(0.02)
