"""Where `web` is to listen: refused in one sentence before anything is started."""

import os
import socket
from types import SimpleNamespace

import pytest

from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.server import binding
from callforprojects.core.web.server.binding import addresses_of, refuse_unusable


@pytest.fixture
def taken():
    """A port on which somebody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.parametrize(
    ("bind", "reason"),
    [
        ("5092", "give HOST:PORT"),
        ("", "give HOST:PORT"),
        ("127.0.0.1:99999", "give HOST:PORT"),
        ("127.0.0.1:http", "give HOST:PORT"),
        ("http://127.0.0.1:5092", "give HOST:PORT"),
        ("8.8.8.8:5092", "this machine has no such address"),
        ("machine.invalid:5092", "no machine is known by the name machine.invalid"),
        ("a..b:5092", "no machine is known by the name a..b"),
        ("unix:/proc/missing/site.sock", "/proc/missing"),
    ],
)
def test_an_address_that_is_no_use(bind, reason):
    with in_language("en"), pytest.raises(DomainError, match=reason):
        refuse_unusable(bind)


@pytest.fixture
def seconds(monkeypatch):
    """How long it has waited: no clock is waited for."""
    waited: list[int] = []
    monkeypatch.setattr(binding, "time", SimpleNamespace(sleep=waited.append))
    return waited


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "", "0.0.0.0"])  # noqa: S104  # said on purpose
def test_a_port_where_another_program_listens(taken, host, seconds):
    with in_language("en"), pytest.raises(DomainError, match="another program listens there"):
        refuse_unusable(f"{host}:{taken}")

    assert sum(seconds) == 5


def test_a_server_that_was_killed_is_given_time_to_leave_its_port(monkeypatch):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        leave = SimpleNamespace(sleep=lambda _seconds: listener.close())
        monkeypatch.setattr(binding, "time", leave)

        refuse_unusable(f"127.0.0.1:{port}")

        assert listener.fileno() == -1


def test_what_is_refused_for_good_is_refused_at_once(seconds):
    with pytest.raises(DomainError):
        refuse_unusable("8.8.8.8:5092")

    assert seconds == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "tcp://127.0.0.1", "[::1]"])
def test_a_host_alone_is_on_the_usual_port(monkeypatch, host):
    tried: list[tuple[str, int]] = []
    monkeypatch.setattr(binding, "_listen", lambda *address: tried.append(address))

    refuse_unusable(host)

    assert tried == [(host.removeprefix("tcp://").strip("[]"), 8000)]


def test_several_addresses_are_separated_by_commas():
    assert addresses_of("127.0.0.1:8001, [::1]:8001") == ["127.0.0.1:8001", "[::1]:8001"]


def test_a_free_address_is_let_go(taken, tmp_path):
    for bind in ("127.0.0.1:0", ":0", "tcp://127.0.0.1:0", f"unix:{tmp_path}/site.sock", "fd://3"):
        refuse_unusable(bind)


@pytest.mark.usefixtures("seconds")
def test_a_socket_that_a_supervisor_passes_on_is_listened_to_already(taken, monkeypatch):
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    refuse_unusable(f"127.0.0.1:{taken}")

    monkeypatch.setenv("LISTEN_PID", str(os.getppid()))  # it was meant for another
    with pytest.raises(DomainError):
        refuse_unusable(f"127.0.0.1:{taken}")
