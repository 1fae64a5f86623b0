"""How much of bodies and answers a web process keeps, who is refused, and whose is given up."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import pytest

from callforprojects.core.web.server import connection_limits
from callforprojects.core.web.server.connection_limits import ConnectionLimits
from callforprojects.core.web.server.connections import Connection
from callforprojects.core.web.server.transmission import Transmission
from callforprojects.core.web.server.web_worker import WebWorker
from tests.server import LARGEST, post

pytestmark = pytest.mark.unit


class Unwalked(set[Connection]):
    """Connections that nobody walks over: the loop does the same work however many there are."""

    def __iter__(self) -> Iterator[Connection]:
        pytest.fail("each piece would cost a walk over all connections")

    __or__ = __ror__ = __iter__  # type: ignore[assignment]  # it fails too


@pytest.fixture(autouse=True)
def _small(monkeypatch) -> None:
    monkeypatch.setattr(connection_limits, "ANSWERS", 1000)
    monkeypatch.setattr(connection_limits, "ANSWERS_OF_ONE", 500)
    monkeypatch.setattr(connection_limits, "BODIES", 1_000_000)
    monkeypatch.setattr(connection_limits, "BODIES_OF_ONE", 500_000)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebWorker]:
    """What the loop of a process does, without a loop."""
    worker = WebWorker.__new__(WebWorker)
    worker.app = SimpleNamespace(largest_body=LARGEST)
    worker.cfg = SimpleNamespace(keepalive=5)
    worker.alive = True
    worker.nr_conns = 0
    worker.limits = ConnectionLimits(connections=100, has_proxy=False)
    worker.poller = SimpleNamespace(register=lambda *_how: None, unregister=lambda _sock: None)
    worker.waiting, worker.taking = Unwalked(), Unwalked()
    worker.enqueue_req = lambda _connection: None
    monkeypatch.setattr(worker, "mark", lambda _reception: None)
    worker.opened = []
    yield worker
    for connection in worker.opened:
        connection.close()


def connected(worker: WebWorker, address: str) -> Connection:
    """A connection from this address; what it is told is in `sock.told`."""
    told: list[bytes] = []
    sock: Any = SimpleNamespace(
        told=told,
        send=told.append,
        **dict.fromkeys(
            ("setblocking", "setsockopt", "settimeout", "shutdown"), lambda *_how: None
        ),
        close=lambda: None,
    )
    connection = Connection(None, sock, (address, 1), ("127.0.0.1", 1))
    worker.opened.append(connection)
    worker.nr_conns += 1
    worker.limits.count(connection)
    worker.wait_for(connection)
    return connection


def taking(worker: WebWorker, address: str, size: int) -> Connection:
    """A connection for which so many bytes of an answer wait."""
    connection = connected(worker, address)
    connection.transmission = Transmission(connection.sock)
    connection.transmission.pending = connection.transmission.spooled = size
    return connection


def answered(worker: WebWorker, *connections: Connection) -> None:
    """Their threads have written their answers."""
    written: Future[bool] = Future()
    written.set_result(True)
    for connection in connections:
        worker.leave(connection)
        worker.finish_request(connection, written)


@pytest.mark.parametrize(
    ("kept", "has_proxy", "given_up"),
    [
        ([], False, []),
        ([("office", 0), ("office", 0)], False, []),
        ([("office", 300), ("office", 200), ("home", 500)], False, []),
        ([("proxy", 600), ("proxy", 400)], True, []),
        ([("office", 200), ("office", 301), ("home", 400)], False, [("office", 301)]),
        (
            [("office", 200), ("office", 200), ("home", 350), ("town", 251)],
            False,
            [("office", 200)],
        ),
        ([("proxy", 300), ("proxy", 500), ("proxy", 201)], True, [("proxy", 500)]),
    ],
)
def test_the_largest_of_the_fullest_network_is_given_up(worker, kept, has_proxy, given_up) -> None:
    worker.limits.has_proxy = has_proxy
    connections = {}
    for network, size in kept:
        connection = taking(worker, "192.0.2.1", size)
        connection.network = network
        connections[connection] = (network, size)

    answered(worker, *connections)

    assert [connections[each] for each in connections if each.is_closed] == given_up


def test_who_hoards_answers_makes_room_not_who_comes_last(worker) -> None:
    sizes = [("192.0.2.1", 220), ("192.0.2.1", 260), ("192.0.2.2", 470), ("192.0.2.3", 100)]
    connections = [taking(worker, address, size) for address, size in sizes]

    answered(worker, *connections)

    assert [connection.is_closed for connection in connections] == [False, True, False, False]
    assert (worker.nr_conns, len(worker.taking)) == (3, 3)


HEAD_OF_DOCUMENT = post(b"").replace(b"Length: 0", b"Length: 3000000")
DOCUMENT = HEAD_OF_DOCUMENT + b"x" * 200_000


def send(worker: WebWorker, data: bytes, connection: Connection) -> HTTPStatus | None:
    """Bytes come on a connection; the status of a refusal is given."""
    worker.take(connection, data, 0.0)
    told = connection.sock.told
    return HTTPStatus(int(told[0].split()[1])) if told else None


@pytest.fixture
def receive(worker) -> Callable[..., HTTPStatus | None]:
    """Bytes come on a new connection from an address; the status of a refusal is given."""

    def take(data: bytes, address: str) -> HTTPStatus | None:
        return send(worker, data, connected(worker, address))

    return take


def test_bodies_that_are_only_announced_take_no_room(receive):
    announced = [receive(HEAD_OF_DOCUMENT, "192.0.2.1") for _stranger in range(80)]

    assert announced == [None] * 80
    assert receive(DOCUMENT, "192.0.2.2") is None


def test_what_comes_from_one_network_leaves_room_to_others(receive):
    addresses = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.1"]

    statuses = [receive(DOCUMENT, address) for address in addresses]

    assert statuses == [None, None, HTTPStatus.SERVICE_UNAVAILABLE, None, None]
    assert receive(DOCUMENT, "192.0.2.3") is None
    assert receive(DOCUMENT, "192.0.2.4") is HTTPStatus.SERVICE_UNAVAILABLE  # a whole MB has come


def test_a_whole_body_that_waits_for_a_thread_takes_room_too(receive):
    assert receive(post(b"x" * 400_000), "192.0.2.1") is None
    assert receive(DOCUMENT, "192.0.2.1") is HTTPStatus.SERVICE_UNAVAILABLE
    assert receive(DOCUMENT, "192.0.2.2") is None


def test_behind_a_proxy_all_come_from_one_address(worker, receive):
    worker.limits.has_proxy = True

    statuses = [receive(DOCUMENT, "127.0.0.1") for _person in range(5)]

    assert statuses == [None] * 5
    assert receive(DOCUMENT, "127.0.0.1") is HTTPStatus.SERVICE_UNAVAILABLE


def test_what_is_answered_refused_taken_or_dropped_gives_its_room_back(worker):
    whole, refused, dropped = (connected(worker, "192.0.2.1") for _each in range(3))
    send(worker, post(b"x" * 400_000), whole)
    send(worker, DOCUMENT, refused)
    send(worker, HEAD_OF_DOCUMENT + b"x" * 1000, dropped)
    taken, cut = (taking(worker, "192.0.2.1", 200) for _each in range(2))

    answered(worker, whole, taken, cut)
    worker.go_on(taken, is_kept=True)
    for connection in (dropped, cut):
        worker.drop(connection)

    limits = worker.limits
    assert (limits.bodies.total, limits.bodies.by_network) == (0, {})
    assert (limits.answers.total, limits.answers.by_network) == (0, {})
    assert (worker.nr_conns, limits.connections.by_network) == (3, {"192.0.2.1": 3})
