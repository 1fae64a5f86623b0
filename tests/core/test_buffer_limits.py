"""How much of bodies and answers a web process keeps, who is refused, and whose is given up."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import pytest

from callforprojects.core import buffer_limits
from callforprojects.core.buffer_limits import answer_in_excess
from callforprojects.core.connections import Connection
from callforprojects.core.transmission import Transmission
from callforprojects.core.web_worker import WebWorker
from tests.server import LARGEST, post


@pytest.fixture
def _database() -> None:
    """Nothing is stored."""


@pytest.fixture(autouse=True)
def _small(monkeypatch) -> None:
    monkeypatch.setattr(buffer_limits, "ANSWERS", 1000)
    monkeypatch.setattr(buffer_limits, "ANSWERS_OF_ONE", 500)


def keeping(**sizes: list[int]) -> list[Any]:
    return [
        SimpleNamespace(network=network, spooled=size)
        for network, kept in sizes.items()
        for size in kept
    ]


@pytest.mark.parametrize(
    ("kept", "has_proxy"),
    [
        ({}, False),
        ({"office": [0, 0]}, False),
        ({"office": [300, 200], "home": [500]}, False),
        ({"proxy": [600, 400]}, True),
    ],
)
def test_what_fits_is_kept(kept, has_proxy) -> None:
    assert answer_in_excess(keeping(**kept), has_proxy=has_proxy) is None


@pytest.mark.parametrize(
    ("kept", "has_proxy", "given_up"),
    [
        ({"office": [200, 301], "home": [400]}, False, ("office", 301)),
        ({"office": [200, 200], "home": [350], "town": [251]}, False, ("office", 200)),
        ({"proxy": [300, 500, 201]}, True, ("proxy", 500)),
    ],
)
def test_the_largest_of_the_fullest_network_is_given_up(kept, has_proxy, given_up) -> None:
    found = answer_in_excess(keeping(**kept), has_proxy=has_proxy)

    assert found is not None
    assert (found.network, found.spooled) == given_up


def taking(address: str, size: int) -> Connection:
    """A connection for which so many bytes of an answer wait."""
    sock = SimpleNamespace(
        setblocking=lambda _flag: None, setsockopt=lambda *_how: None, close=lambda: None
    )
    connection = Connection(None, sock, (address, 1), ("127.0.0.1", 1))
    connection.transmission = Transmission(sock)  # type: ignore[arg-type]
    connection.transmission.pending = connection.transmission.spooled = size
    return connection


def test_who_hoards_answers_makes_room_not_who_comes_last() -> None:
    worker = WebWorker.__new__(WebWorker)
    worker.app = SimpleNamespace(has_proxy=False)
    worker.poller = SimpleNamespace(register=lambda *_how: None, unregister=lambda _sock: None)
    worker.waiting, worker.queued, worker.taking = set(), set(), set()
    sizes = [("192.0.2.1", 220), ("192.0.2.1", 260), ("192.0.2.2", 470), ("192.0.2.3", 100)]
    connections = [taking(address, size) for address, size in sizes]
    worker.nr_conns, worker.of_network = 4, Counter(address for address, _size in sizes)
    written: Future[bool] = Future()
    written.set_result(True)

    for connection in connections:
        worker.finish_request(connection, written)

    assert [connection.is_closed for connection in connections] == [False, True, False, False]
    assert (worker.nr_conns, len(worker.taking)) == (3, 3)
    for connection in connections:
        connection.close()


HEAD_OF_DOCUMENT = post(b"").replace(b"Length: 0", b"Length: 3000000")


@pytest.fixture
def receive(monkeypatch) -> Iterator[Callable[..., HTTPStatus | None]]:
    """A worker's loop that takes bytes from an address; it gives the status of a refusal."""
    monkeypatch.setattr(buffer_limits, "BODIES", 1_000_000)
    monkeypatch.setattr(buffer_limits, "BODIES_OF_ONE", 500_000)
    worker = WebWorker.__new__(WebWorker)
    worker.app = SimpleNamespace(largest_body=LARGEST, has_proxy=False)
    worker.waiting, worker.queued, worker.taking = set(), set(), set()
    worker.poller = SimpleNamespace(unregister=lambda _sock: None)
    worker.enqueue_req = lambda _connection: None

    def take(data: bytes, address: str, *, has_proxy: bool = False) -> HTTPStatus | None:
        refused: list[HTTPStatus] = []
        worker.app.has_proxy = has_proxy
        sock = SimpleNamespace(setblocking=lambda _flag: None)
        connection = Connection(None, sock, (address, 1), ("127.0.0.1", 1))
        worker.refuse = lambda _connection, status: refused.append(status)
        worker.waiting.add(connection)
        worker.take(connection, data, 0.0)
        if refused:
            connection.forget()
        return refused[0] if refused else None

    yield take
    for connection in worker.waiting | worker.queued:
        connection.forget()


def test_bodies_that_are_only_announced_take_no_room(receive):
    announced = [receive(HEAD_OF_DOCUMENT, "192.0.2.1") for _stranger in range(80)]

    assert announced == [None] * 80
    assert receive(HEAD_OF_DOCUMENT + b"x" * 200_000, "192.0.2.2") is None


def test_what_comes_from_one_network_leaves_room_to_others(receive):
    document = HEAD_OF_DOCUMENT + b"x" * 200_000
    addresses = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.1"]

    statuses = [receive(document, address) for address in addresses]

    assert statuses == [None, None, HTTPStatus.SERVICE_UNAVAILABLE, None, None]
    assert receive(document, "192.0.2.3") is None
    assert receive(document, "192.0.2.4") is HTTPStatus.SERVICE_UNAVAILABLE  # a whole MB has come


def test_a_whole_body_that_waits_for_a_thread_takes_room_too(receive):
    document = HEAD_OF_DOCUMENT + b"x" * 200_000

    assert receive(post(b"x" * 400_000), "192.0.2.1") is None
    assert receive(document, "192.0.2.1") is HTTPStatus.SERVICE_UNAVAILABLE
    assert receive(document, "192.0.2.2") is None


def test_behind_a_proxy_all_come_from_one_address(receive):
    document = HEAD_OF_DOCUMENT + b"x" * 200_000

    statuses = [receive(document, "127.0.0.1", has_proxy=True) for _person in range(5)]

    assert statuses == [None] * 5
    assert receive(document, "127.0.0.1", has_proxy=True) is HTTPStatus.SERVICE_UNAVAILABLE
