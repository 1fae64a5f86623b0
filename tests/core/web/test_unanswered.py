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
from flask.sessions import SecureCookieSessionInterface

from callforprojects.core.web.unanswered import KEPT, LONGEST_BODY, Marks
from tests.server import SECRET_KEY, Client, answer_on, get, post, running

pytestmark = pytest.mark.unit

KEY = "of a press"
AT = datetime(2026, 12, 31, 15, 59, 58, 123456, tzinfo=UTC)
PATIENCE = 20


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


def first(marks: Marks, at: datetime, key: str = KEY) -> datetime | None:
    with time_machine.travel(at, tick=False):
        return marks.first(key)


def leave(marks: Marks, at: datetime, key: str = KEY) -> Path | None:
    with time_machine.travel(at, tick=False):
        return marks.leave(key, at)


def test_the_first_of_several_counts_to_the_microsecond(marks):
    for seconds in (0, 3, 5):
        leave(marks, AT + timedelta(seconds=seconds))
    leave(marks, AT - timedelta(minutes=1), "another")

    assert first(marks, AT + timedelta(minutes=2)) == AT
    assert first(marks, AT, "nothing") is None


def test_the_answer_of_a_later_one_takes_nothing_away(marks):
    leave(marks, AT)

    assert leave(marks, AT + timedelta(seconds=3)) is None  # nothing of its own to take away
    assert first(marks, AT) == AT


def test_it_counts_for_an_hour_and_makes_way_then(marks):
    leave(marks, AT)
    leave(marks, AT, "another")

    assert first(marks, AT + KEPT) is None
    assert leave(marks, AT + KEPT) is not None
    with time_machine.travel(AT + KEPT, tick=False):
        marks.forget_old()
    assert [mark.name for mark in marks.folder.iterdir()] == [KEY]


def test_what_is_done_is_forgotten(marks):
    leave(marks, AT)
    leave(marks, AT, "another")

    marks.forget(KEY)

    assert first(marks, AT) is None
    assert first(marks, AT, "another") == AT


def test_a_folder_that_refuses_a_mark_does_not_refuse_the_request(tmp_path, caplog):
    (tmp_path / "unanswered").write_text("not a folder")

    with caplog.at_level(logging.WARNING):
        assert Marks(tmp_path / "unanswered").leave(KEY, AT) is None

    assert "could not be marked" in caplog.text
    assert Marks(tmp_path / "unanswered").first(KEY) is None


def cookie(person: str = "anne", secret: str = SECRET_KEY) -> str:
    app = Flask("pressed")
    app.secret_key = secret
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"Cookie: session={signer.dumps({'person': person} if person else {})}"


def press(status: int, *lines: str, body: bytes = b"tick=y&csrf_token=a") -> bytes:
    head = (cookie(), "Content-Type: application/x-www-form-urlencoded", *lines)
    return post(body, *head, path=f"/press/{status}")


def left(folder: Path) -> int:
    return len(list((folder / "unanswered").glob("*")))


@pytest.fixture
def empty(folder):
    """No mark is there."""
    for mark in (folder / "unanswered").glob("*"):
        mark.unlink()


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("status", "is_left"), [(200, 0), (302, 0), (404, 0), (422, 0), (429, 0), (500, 0), (503, 1)]
)
def test_only_what_we_could_not_answer_leaves_a_mark(server, folder, status, is_left):
    answer = server.ask(press(status, "Connection: close"))

    assert answer.status == status
    _wait_until(lambda: left(folder) == is_left)


def nobody() -> bytes:
    return post(b"tick=y", "Content-Type: application/x-www-form-urlencoded", path="/press/503")


def somebody_of_a_session_of_no_one() -> bytes:
    return post(b"tick=y", cookie(""), path="/press/503")


def a_cookie_that_we_have_not_signed() -> bytes:
    return post(b"tick=y", cookie(secret="another"), path="/press/503")


def a_page_that_is_not_marked() -> bytes:
    return post(b"tick=y", cookie(), path="/press/503/more")


def a_long_body() -> bytes:
    return press(503, body=b"tick=y&more=" + b"x" * LONGEST_BODY)


def what_cannot_be_read() -> bytes:
    return press(503, "Nonsense")


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    "sent",
    [
        nobody,
        somebody_of_a_session_of_no_one,
        a_cookie_that_we_have_not_signed,
        a_page_that_is_not_marked,
        a_long_body,
        what_cannot_be_read,
    ],
)
def test_nothing_else_leaves_one(server, folder, sent):
    assert server.ask(sent()).status in {400, 404, 503}

    _wait_until(lambda: left(folder) == 0)


@pytest.mark.usefixtures("empty")
def test_another_person_or_another_content_has_another_mark(server, folder):
    kind = "Content-Type: application/x-www-form-urlencoded"
    server.ask(press(503))
    server.ask(press(503, body=b"csrf_token=another&tick=y"))  # the same, from another page
    assert left(folder) == 1

    server.ask(post(b"tick=y", cookie("bob"), kind, path="/press/503"))
    server.ask(press(503, body=b""))

    assert left(folder) == 3


@pytest.mark.usefixtures("empty")
def test_the_stamp_of_a_proxy_counts_when_it_is_earlier(server, folder):
    earlier = time.time() - 5

    server.ask(press(503, f"X-Arrived-At: {earlier:.3f}"))

    (mark,) = (folder / "unanswered").iterdir()
    assert mark.stat().st_mtime == pytest.approx(earlier, abs=0.001)


@pytest.mark.usefixtures("empty")
def test_the_mark_says_the_first_byte(server, folder):
    whole = press(503)

    with server.connect() as connection:
        before = time.time()
        connection.sendall(whole[:40])
        server.ask(get("/nowhere"))  # the loop has read them
        after = time.time()
        time.sleep(0.3)
        connection.sendall(whole[40:])
        answer_on(connection)

    (mark,) = (folder / "unanswered").iterdir()
    assert before - 0.02 <= mark.stat().st_mtime <= after


def test_a_killed_process_leaves_the_marks_of_all_that_it_held(tmp_path):
    with running(tmp_path, presses=True) as server:
        waiting = [server.connect() for _each in range(5)]  # two threads: three of them wait
        for number, connection in enumerate(waiting):
            connection.sendall(post(b"tick=y", cookie(f"person {number}"), path="/press/0"))
        _wait_until(lambda: left(tmp_path) == len(waiting) and (tmp_path / "pressed").exists())

        for worker in _workers_of(server.process.pid):
            os.kill(worker, signal.SIGKILL)
        for connection in waiting:
            with pytest.raises((EOFError, ConnectionResetError)):
                answer_on(connection)
            connection.close()

    assert left(tmp_path) == len(waiting)


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    "lines", [("X_Arrived_At: {0}",), ("X-Arrived-At: {0}", "X-Arrived-At: {1}")]
)
def test_no_header_of_a_visitor_dates_a_mark(server, folder, lines):
    """A proxy writes its own beside it; gunicorn drops the first for the pages, and joins others."""
    before = time.time()

    server.ask(press(503, *(line.format(before - 500, before - 5) for line in lines)))

    (mark,) = (folder / "unanswered").iterdir()
    assert mark.stat().st_mtime >= before - 0.02


def _workers_of(parent: int) -> list[int]:
    return [
        int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    ]


def _wait_until(is_so) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it never was"
        time.sleep(0.02)
