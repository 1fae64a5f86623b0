"""A request as it arrives, in whatever pieces, and how long it is waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.web.arrivals import OLDEST
from callforprojects.core.web.server.reception import (
    BODY_SECONDS,
    HEAD_LIMIT,
    HEAD_SECONDS,
    LONGEST,
    LONGEST_OF_ALL,
    SLOWEST,
    UPLOAD_RATE,
    Reception,
    Refusal,
)
from callforprojects.core.web.server.spool import IN_MEMORY

pytestmark = pytest.mark.unit

HEAD = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n"


@contextmanager
def receiving(*pieces: bytes, largest: int = 10**6) -> Iterator[Reception]:
    found = Reception(began_at=0.0, started=100.0, largest=largest)
    try:
        for piece in pieces:
            found.feed(piece)
        yield found
    finally:
        found.close()


@given(st.binary(max_size=60), st.lists(st.integers(1, 40), min_size=1))
def test_any_pieces_make_the_same_request(body: bytes, sizes: list[int]) -> None:
    sent, rest = HEAD % len(body) + body + b"GET /next", b""

    with receiving() as found:
        while not found.is_whole:
            size = sizes[len(sent) % len(sizes)]
            rest, sent = found.feed(sent[:size]), sent[size:]

        assert rest + sent == b"GET /next"
        assert found.recv(10**6) + found.recv(10**6) == HEAD % len(body) + body


def test_a_head_without_a_length_has_no_body() -> None:
    with receiving() as found:
        assert found.feed(b"GET / HTTP/1.1\r\nHost: here\r\n\r\nGET") == b"GET"
        assert (found.is_whole, found.length) == (True, 0)


def test_a_long_body_leaves_the_memory() -> None:
    with receiving(HEAD % (2 * IN_MEMORY), b"x" * IN_MEMORY, b"y" * IN_MEMORY) as found:
        assert found.is_whole
        assert found.is_in_file


def test_a_body_that_is_too_long_is_not_read() -> None:
    with receiving(HEAD % 101, largest=100) as found:
        assert found.feed(b"x" * 50) == b"x" * 50
        assert (found.is_whole, found.is_too_large, found.awaited) == (True, True, 0)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"x" * (HEAD_LIMIT + 1), HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", HTTPStatus.LENGTH_REQUIRED),
    ],
)
def test_what_says_no_end_is_refused(sent: bytes, status: HTTPStatus) -> None:
    with pytest.raises(Refusal) as refused, receiving(sent):
        pass

    assert refused.value.status is status


@pytest.mark.parametrize(
    ("pieces", "seconds"),
    [
        ([b"GET"], HEAD_SECONDS),
        ([HEAD % 9000], BODY_SECONDS),
        ([HEAD % 9000, b"x" * 2 * SLOWEST], BODY_SECONDS + 2),
        ([HEAD % 10**6, b"x" * 900_000], LONGEST),
        ([HEAD % (25 * 10**6), b"x" * 900_000], 25 * 10**6 / UPLOAD_RATE),
        ([HEAD % 10**9, b"x" * 900_000], LONGEST_OF_ALL),
    ],
)
def test_a_head_and_a_body_have_their_time(pieces: list[bytes], seconds: float) -> None:
    with receiving(*pieces, largest=10**9) as found:
        assert found.due == 100 + seconds


def test_a_document_from_a_slow_line_comes_whole_while_its_arrival_counts() -> None:
    length, rate = 25 * 1024**2, 80_000

    with receiving(HEAD % length, b"x" * 900_000, largest=length) as found:
        assert found.due - found.started > length / rate

    assert OLDEST.total_seconds() > LONGEST_OF_ALL
