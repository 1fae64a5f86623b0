"""Where `web` is to listen: refused in one sentence before anything is started."""

import os
import socket

import pytest

from callforprojects.core.binding import refuse_unusable
from callforprojects.core.errors import DomainError
from callforprojects.core.i18n import in_language


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
        ("5092", "write HOST:PORT"),
        ("", "write HOST:PORT"),
        ("127.0.0.1:99999", "write HOST:PORT"),
        ("127.0.0.1:http", "write HOST:PORT"),
        ("http://127.0.0.1:5092", "write HOST:PORT"),
        ("8.8.8.8:5092", "this machine has no such address"),
        ("machine.invalid:5092", "no machine is known by the name machine.invalid"),
        ("a..b:5092", "no machine is known by the name a..b"),
        ("unix:/proc/missing/site.sock", "/proc/missing"),
    ],
)
def test_an_address_that_is_no_use(bind, reason):
    with in_language("en"), pytest.raises(DomainError, match=reason):
        refuse_unusable(bind)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "", "0.0.0.0"])  # noqa: S104  # said on purpose
def test_a_port_where_another_program_listens(taken, host):
    with in_language("en"), pytest.raises(DomainError, match="another program listens there"):
        refuse_unusable(f"{host}:{taken}")


def test_a_free_address_is_let_go(taken, tmp_path):
    for bind in ("127.0.0.1:0", ":0", "tcp://127.0.0.1:0", f"unix:{tmp_path}/site.sock", "fd://3"):
        refuse_unusable(bind)


def test_a_socket_that_a_supervisor_passes_on_is_listened_to_already(taken, monkeypatch):
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    refuse_unusable(f"127.0.0.1:{taken}")

    monkeypatch.setenv("LISTEN_PID", str(os.getppid()))  # it was meant for another
    with pytest.raises(DomainError):
        refuse_unusable(f"127.0.0.1:{taken}")
