"""A real web server on the loopback, in a process of its own, with an application that echoes.

`/echo` tells what came; `/hold` answers when a file appears: until then it holds a thread; `/long`
and `/file` give `LONG`; `/broken/<size>` fails after so many bytes of it.
"""

import json
import os
import resource
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask

from callforprojects.core.web import unanswered
from callforprojects.core.web.arrivals import ENVIRON_KEY
from callforprojects.core.web.server import reception, transmission
from callforprojects.core.web.server.serving import Server

LARGEST = 4 * 1024**2
THREADS = 2
SECRET_KEY = "of a test"
LONG = bytes(range(256)) * 4 * 1024 * 8  # 8 MB: more than sockets hold
_FOLDER = "TEST_SERVER_FOLDER"
_PATIENCE = 20
# gunicorn gives its workers 30 s: one that was being started when the signal came never had it
_LONGEST_STOP = 60


@contextmanager
def running(folder: Path, **limits: float) -> Iterator["Client"]:
    """The server, ready to answer.

    `seconds` is how long it waits for a head, a body, or that an answer is taken, `file_size` how
    long the files that it writes may be.
    """
    (folder / "long").write_bytes(LONG)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603  # ours
        [sys.executable, "-m", "tests.server", json.dumps({"port": port, **limits})],
        env={**os.environ, _FOLDER: str(folder)},
        stderr=subprocess.PIPE,
    )
    try:
        yield Client(port, folder / "release", process).ready()
    finally:
        process.terminate()
        process.communicate(timeout=_LONGEST_STOP)


class Client:
    """Raw connections to the server: what is sent is exactly what is given."""

    def __init__(self, port: int, release: Path, process: "subprocess.Popen[bytes]") -> None:
        self.port = port
        self.release = release
        self.process = process

    def ready(self) -> "Client":
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                self.connect().close()
            except ConnectionRefusedError:
                assert self.process.poll() is None, self.process.communicate()[1].decode()
                assert time.monotonic() < deadline, "the server does not start"
                time.sleep(0.02)
            else:
                return self

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE)

    def ask(self, sent: bytes) -> "Answer":
        with self.connect() as connection:
            connection.sendall(sent)
            return answer_on(connection)


class Answer:
    def __init__(self, head: str, body: bytes) -> None:
        self.status = int(head.split()[1])
        self.head = head.lower()
        self.body = body

    @property
    def told(self) -> Any:
        return json.loads(self.body)


def answer_on(connection: socket.socket) -> Answer:
    """The next answer on a connection, by its length. Raises EOFError when its end never comes."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(1)
        if not piece:
            raise EOFError(received)
        received += piece
    head = received.decode()
    length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0] or 0)
    body = b""
    while len(body) < length:
        piece = connection.recv(length - len(body))
        if not piece:
            raise EOFError(len(body))
        body += piece
    return Answer(head, body)


def drain(connection: socket.socket) -> None:
    """Take all that comes until the server closes. Raises ConnectionResetError when it cuts."""
    while connection.recv(1_000_000):
        pass


def wait_until_cut(connection: socket.socket) -> None:
    """Until the server cuts it, reading nothing of what has come."""
    watched = select.poll()
    watched.register(connection, 0)  # of errors alone is one told
    assert watched.poll(_PATIENCE * 1000), "it never was"


def get(path: str = "/echo", *lines: str) -> bytes:
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: here", *lines, "\r\n")).encode()


def post(body: bytes, *lines: str, path: str = "/echo") -> bytes:
    head = (f"POST {path} HTTP/1.1", "Host: here", f"Content-Length: {len(body)}", *lines, "\r\n")
    return "\r\n".join(head).encode() + body


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/hold":
        release = Path(os.environ[_FOLDER], "release")
        while not release.exists():
            time.sleep(0.01)
    if environ["PATH_INFO"] in {"/long", "/file"}:
        start("200 OK", [("Content-Length", str(len(LONG)))])
        return _as_file(environ) if environ["PATH_INFO"] == "/file" else [LONG]
    if environ["PATH_INFO"].startswith("/broken/"):
        start("200 OK", [("Content-Type", "text/plain")])
        return _broken(int(environ["PATH_INFO"].rpartition("/")[2]))
    sent = environ["wsgi.input"].read()
    told = {
        "process": os.getpid(),
        "at": environ[ENVIRON_KEY],
        "path": environ["SCRIPT_NAME"] + environ["PATH_INFO"],
        "length": len(sent),
        "sum": sum(sent),
        "expect": environ.get("HTTP_EXPECT"),
    }
    body = json.dumps(told).encode()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def _as_file(environ: dict[str, Any]) -> Iterable[bytes]:
    file = Path(os.environ[_FOLDER], "long").open("rb")  # noqa: SIM115  # gunicorn closes it
    wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](file)
    return wrapped


def _broken(size: int) -> Iterator[bytes]:
    yield LONG[:size]
    raise ValueError("half-way")


def _pressed(folder: Path) -> Flask:
    """`/press/<status>` answers so; its presses are marked. `/press/0` never answers."""
    app = Flask("pressed")
    app.secret_key = SECRET_KEY
    app.extensions["settings"] = SimpleNamespace(data_folder=folder, arrival_header="X-Arrived-At")

    @app.post("/press/<int:status>")
    @unanswered.counts_from_first("tick")
    def press(status: int) -> tuple[str, int]:
        if not status:
            (folder / "pressed").touch()
            time.sleep(_PATIENCE)
        return "", status

    unanswered.init_app(app)
    return app


def _serve(
    port: int,
    seconds: float | None = None,
    file_size: int | None = None,
    *,
    presses: bool = False,
) -> None:
    if seconds is not None:
        reception.HEAD_SECONDS = reception.BODY_SECONDS = transmission.SEND_SECONDS = seconds
    if file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    options = {"bind": f"127.0.0.1:{port}", "workers": 1, "threads": THREADS}
    application = _pressed(Path(os.environ[_FOLDER])) if presses else echo
    Server(lambda: application, options, largest_body=LARGEST).run()


if __name__ == "__main__":
    _serve(**json.loads(sys.argv[1]))
