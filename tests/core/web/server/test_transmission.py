"""An answer as it leaves: what waits, where, in which order, and what happens when it fails."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest
from gunicorn.util import close_graceful

from callforprojects.core.web.server import transmission
from callforprojects.core.web.server.transmission import SEND_SECONDS, Transmission

pytestmark = pytest.mark.unit

FULL = bytes(range(256)) * 4096  # 1 MB: more than a pair of sockets holds


@pytest.fixture
def pair() -> Iterator[tuple[Transmission, socket.socket]]:
    """An answer, and the client that takes it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(0)
        answer = Transmission(ours)
        yield answer, theirs
        answer.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[BinaryIO]:
    path = tmp_path / "document"
    path.write_bytes(FULL[::-1])
    with path.open("r+b") as opened:
        yield opened


def taken(answer: Transmission, client: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        received += client.recv(size)
        if answer.pending:
            answer.send_more()
    return received


def test_parts_of_a_file_wait_where_they_are_and_all_comes_in_order(pair, file):
    answer, client = pair

    answer.sendall(FULL)
    answer.sendfile(file, 10, 500_000)
    answer.sendall(b"between")
    answer.sendall(b" ")
    answer.sendfile(file, 0, 5)
    answer.sendfile(file, 0, 0)
    answer.sendall(b"end")
    file.close()
    assert answer.spooled == answer.pending - 500_005

    awaited = FULL + FULL[::-1][10:500_010] + b"between " + FULL[::-1][:5] + b"end"
    assert taken(answer, client, len(awaited)) == awaited
    assert answer.pending == 0


def test_a_file_alone_takes_no_room(pair, file):
    answer, client = pair

    answer.sendall(b"head")
    assert answer.sendfile(file) == len(FULL)

    assert answer.spooled == 0
    assert taken(answer, client, len(FULL) + 4) == b"head" + FULL[::-1]


def test_a_file_shorter_than_announced_is_no_whole_answer(pair, file):
    answer, _client = pair

    with pytest.raises(EOFError):
        answer.sendfile(file, 10, len(FULL))

    assert answer.is_cut


def test_a_file_that_becomes_shorter_is_no_whole_answer(pair, file):
    answer, client = pair
    answer.sendfile(file)
    answer.finish()
    os.ftruncate(file.fileno(), 1000)

    with pytest.raises(EOFError):
        taken(answer, client, len(FULL))


def test_an_answer_that_gunicorn_ends_half_way_sends_no_more(pair, file):
    answer, client = pair
    answer.sendall(FULL)
    answer.sendfile(file)

    close_graceful(answer)

    assert (answer.pending, answer.spooled, answer.is_cut) == (0, 0, True)
    assert answer.sock.gettimeout() == 0  # it was not waited for, and is open for the loop to reset
    assert client.recv(1) == FULL[:1]


def test_nothing_is_cut_before_it_begins_or_once_it_is_written(pair):
    answer, _client = pair
    assert not answer.is_cut

    answer.sendall(b"whole")
    answer.finish()

    assert not answer.is_cut


def test_the_client_is_waited_for_from_the_moment_when_all_is_written(pair, monkeypatch):
    answer, client = pair
    monkeypatch.setattr(transmission, "time", SimpleNamespace(monotonic=lambda: 1e9))

    answer.sendall(FULL)
    answer.finish()
    assert answer.due == 1e9 + SEND_SECONDS

    waited = answer.pending
    taken(answer, client, len(FULL))
    assert answer.due == 1e9 + SEND_SECONDS + waited / transmission.SLOWEST
