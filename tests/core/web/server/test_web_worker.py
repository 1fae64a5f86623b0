"""The web server for real: the instant of arrival, and slow senders who hold nothing."""

import errno
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from callforprojects.core.web.server import web_worker
from callforprojects.core.web.server.connection_limits import ConnectionLimits
from callforprojects.core.web.server.connections import Connection
from callforprojects.core.web.server.web_worker import WebWorker
from tests.server import (
    LARGEST,
    LONG,
    THREADS,
    Client,
    answer_on,
    drain,
    get,
    post,
    running,
    wait_until_cut,
)

pytestmark = pytest.mark.usefixtures("one_engine")

SLOW = 20
A_MOMENT = 0.3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running(tmp_path_factory.mktemp("server")) as client:
        yield client


@pytest.fixture(scope="module")
def on_full_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running(tmp_path_factory.mktemp("full"), file_size=1_000_000) as client:
        yield client


@pytest.fixture
def held(server: Client) -> Iterator[Callable[[], None]]:
    """Every thread of the server is held, until it is asked to release them."""
    with ExitStack() as opened:
        busy = [opened.enter_context(server.connect()) for _thread in range(THREADS)]
        for connection in busy:
            connection.sendall(get("/hold"))

        def release() -> None:
            server.release.touch()
            for connection in busy:
                answer_on(connection)

        yield release
        server.release.unlink()


def test_a_request_is_stamped_when_it_arrives_not_when_a_thread_is_free(server, held):
    with server.connect() as connection:
        before = time.time()
        connection.sendall(get())
        # the loop answers this one itself, after the other: it takes events in their order
        assert server.ask(get("/echo", "Transfer-Encoding: chunked")).status == 411
        read = time.time()
        time.sleep(A_MOMENT)  # it waits for a thread: that is what is measured
        held()

        at = answer_on(connection).told["at"]

    assert before - 0.02 <= at <= read


def test_a_slow_request_counts_by_its_first_byte(server):
    body = b"x" * 1000
    whole = post(body)

    with server.connect() as connection:
        before = time.time()
        connection.sendall(whole[:1])
        server.ask(get())  # the loop takes events in their order: it has read that byte
        read = time.time()
        for piece in (whole[1:30], whole[30:-500], whole[-500:]):
            time.sleep(A_MOMENT / 3)
            connection.sendall(piece)
        answer = answer_on(connection)

    assert (answer.told["length"], answer.told["sum"]) == (1000, sum(body))
    assert before - 0.02 <= answer.told["at"] <= read


def test_a_request_on_an_old_connection_has_its_own_instant(server):
    with server.connect() as connection:
        connection.sendall(get())
        first = answer_on(connection).told["at"]
        time.sleep(A_MOMENT)
        before = time.time()
        connection.sendall(get())
        second = answer_on(connection).told["at"]

    assert first < before - A_MOMENT / 2
    assert second >= before - 0.02


def test_requests_sent_together_are_answered_in_their_order(server):
    bodies = [b"a", b"", b"c" * 70_000, b"dd"]

    with server.connect() as connection:
        connection.sendall(b"".join(post(body) for body in bodies))
        lengths = [answer_on(connection).told["length"] for _body in bodies]

    assert lengths == [1, 0, 70_000, 2]


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO"])
def test_no_header_changes_the_address(server, name):
    answer = server.ask(get("/echo", f"{name}: /elsewhere"))

    assert answer.told["path"] == "/echo"


def test_a_connection_opened_early_and_silent_gives_no_early_instant(server):
    with server.connect() as connection:
        time.sleep(A_MOMENT)
        before = time.time()
        connection.sendall(get())
        at = answer_on(connection).told["at"]

    assert at >= before - 0.02


def test_a_long_body_comes_whole(server):
    body = bytes(range(256)) * 8 * 1024

    answer = server.ask(post(body))

    assert (answer.told["length"], answer.told["sum"]) == (len(body), sum(body))


def test_twenty_slow_senders_block_no_page(server):
    with ExitStack() as opened:
        slow = [opened.enter_context(server.connect()) for _person in range(SLOW)]
        for number, connection in enumerate(slow):
            connection.sendall(get()[:-4] if number % 2 else post(b"x" * 5000)[:-4990])
        began = time.monotonic()
        for _page in range(10):
            for connection in slow:
                connection.sendall(b"x")
            assert server.ask(get()).status == 200
        seconds = time.monotonic() - began

    assert seconds < 5


def test_twenty_slow_readers_block_no_page(server):
    """Each asks three times without reading: what is not taken waits elsewhere than in a thread."""
    with ExitStack() as opened:
        for number in range(SLOW):
            slow = opened.enter_context(server.connect())
            slow.sendall(get("/file" if number % 2 else "/long") * 3)
        began = time.monotonic()
        for _page in range(5):
            assert server.ask(get()).status == 200
        seconds = time.monotonic() - began

    assert seconds < 5


@pytest.mark.parametrize("path", ["/long", "/file"])
def test_an_answer_taken_slowly_comes_whole_and_in_order(server, path):
    with server.connect() as connection:
        connection.sendall(get(path) + get(path) + get())
        server.ask(get())  # the first answer fills what the sockets hold, and waits
        first, second = (answer_on(connection).body for _answer in range(2))
        last = answer_on(connection)

    assert first == second == LONG
    assert last.told["length"] == 0


def test_who_expects_to_be_told_to_continue_is_told_once(server):
    head, body = post(b"hello", "Expect: 100-continue")[:-5], b"hello"

    with server.connect() as connection:
        connection.sendall(head)
        continued = answer_on(connection)
        connection.sendall(body)
        answer = answer_on(connection)

    assert (continued.status, answer.status) == (100, 200)
    assert (answer.told["length"], answer.told["expect"]) == (5, None)


def test_a_body_that_no_page_reads_costs_the_next_request_nothing(server):
    with server.connect() as connection:
        connection.sendall(post(b"y" * 1_000_000, path="/long") + get())

        assert "connection: keep-alive" in answer_on(connection).head
        assert answer_on(connection).told["length"] == 0


def test_a_body_longer_than_any_document_is_not_awaited(server):
    head = post(b"").replace(b"Length: 0", b"Length: %d" % (LARGEST + 1))

    answer = server.ask(head)

    assert "connection: close" in answer.head


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000, 431),
        (b"nonsense\r\n\r\n", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: -1\r\n\r\nab", 400),
    ],
)
def test_what_cannot_be_read_is_refused_and_closed(server, sent, status):
    with server.connect() as connection:
        connection.sendall(sent)

        assert answer_on(connection).status == status
        with pytest.raises(EOFError):
            answer_on(connection)


def test_a_connection_cut_in_the_middle_disturbs_nobody(server):
    for sent in (b"", b"G", get()[:-2], post(b"x" * 200_000)[:-100]):
        with server.connect() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.sendall(sent)

    assert server.ask(get()).status == 200


def test_a_full_disk_is_said_in_words(on_full_disk):
    answer = on_full_disk.ask(post(b"x" * 2_000_000)[:-1])

    assert answer.status == 503
    assert "Le serveur manque de place : rien n’a été enregistré." in answer.body.decode()
    assert on_full_disk.ask(get()).status == 200


def test_a_full_disk_cuts_what_must_be_kept_and_no_file(on_full_disk):
    process = on_full_disk.ask(get()).told["process"]

    with on_full_disk.connect() as whole, on_full_disk.connect() as cut:
        whole.sendall(get("/file"))
        cut.sendall(get("/long"))
        on_full_disk.ask(get())  # what has come is not read: the sockets are full

        assert answer_on(whole).body == LONG
        with pytest.raises(ConnectionResetError):
            answer_on(cut)
    assert on_full_disk.ask(get()).told["process"] == process


def test_what_is_too_slow_is_told_and_closed(tmp_path: Path) -> None:
    with running(tmp_path, seconds=0.2) as client:
        answers = [client.ask(sent) for sent in (b"G", post(b"whole")[:-1])]

    assert [answer.status for answer in answers] == [408, 408]
    assert "did not arrive whole in time" in answers[0].body.decode()


def test_an_answer_that_nobody_takes_is_given_up(tmp_path: Path) -> None:
    with running(tmp_path, seconds=0.2) as client, client.connect() as connection:
        connection.sendall(get("/long"))
        wait_until_cut(connection)
        with pytest.raises(ConnectionResetError):
            answer_on(connection)


@pytest.mark.parametrize("size", [1, len(LONG)])
def test_an_answer_that_fails_half_way_is_cut_for_who_asked_only(server, size):
    process = server.ask(get()).told["process"]

    with server.connect() as connection:
        connection.sendall(get(f"/broken/{size}"))
        server.ask(get())  # what has come is not read: the sockets are full
        with pytest.raises(ConnectionResetError):
            drain(connection)

    assert server.ask(get()).told["process"] == process


@pytest.mark.parametrize(("has_proxy", "taken"), [(False, 5), (True, 8)])
def test_one_network_takes_half_of_the_connections_at_most(
    monkeypatch: pytest.MonkeyPatch, has_proxy: bool, taken: int
) -> None:
    worker = WebWorker.__new__(WebWorker)
    worker.cfg = None
    worker.limits = ConnectionLimits(connections=10, has_proxy=has_proxy)
    worker.nr_conns = 0
    accepted: list[Connection] = []
    closed: list[int] = []
    monkeypatch.setattr(worker, "wait_for", accepted.append)
    sock = SimpleNamespace(setblocking=lambda _flag: None, close=lambda: closed.append(1))
    listener: Any = SimpleNamespace(getsockname=lambda: ("127.0.0.1", 1))

    for address in ["192.0.2.1"] * 8 + ["192.0.2.2"]:
        listener.accept = lambda address=address: (sock, (address, 1))
        worker.accept(listener)

    assert [one.network for one in accepted] == ["192.0.2.1"] * taken + ["192.0.2.2"]
    assert (len(closed), worker.nr_conns) == (8 - taken, taken + 1)


def test_a_moment_without_files_costs_no_connection_for_good(monkeypatch) -> None:
    """Where no more files can be opened, fewer connections are taken; then as many as before."""
    clock = [100.0]
    monkeypatch.setattr(web_worker, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    worker = WebWorker.__new__(WebWorker)
    worker.cfg = SimpleNamespace(worker_connections=2000)
    worker.worker_connections, worker.nr_conns = 2000, 30
    worker.waiting, worker.taking = set(), set()
    worker.swept_at, worker.fewer_until = 0.0, 0.0

    def refuse() -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    listener: Any = SimpleNamespace(accept=refuse)
    worker.accept(listener)
    assert worker.worker_connections == 30
    clock[0] += 1
    worker.murder_keepalived()
    assert worker.worker_connections == 30
    clock[0] += web_worker.FEWER_FOR
    worker.murder_keepalived()

    assert worker.worker_connections == 2000


def test_what_fails_for_one_connection_ends_that_one_only(caplog) -> None:
    worker = WebWorker.__new__(WebWorker)
    worker.poller = SimpleNamespace(unregister=lambda _sock: None)
    worker.taking = set()
    worker.limits = ConnectionLimits(connections=10, has_proxy=False)
    worker.nr_conns = 2
    # it cannot be read
    sock: Any = SimpleNamespace(setblocking=lambda _flag: None, close=lambda: None)
    one, other = (Connection(None, sock, ("192.0.2.1", 1), ("127.0.0.1", 1)) for _one in range(2))
    worker.waiting = {one, other}

    worker.read_from(one, sock)

    assert (one.is_closed, worker.waiting, worker.nr_conns) == (True, {other}, 1)
    assert caplog.messages == ["a connection failed, and is closed"]
