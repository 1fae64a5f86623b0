"""Starting and stopping a server beside this process."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVER = Path(__file__).with_name("server.py")
_PATIENCE = 30


@contextmanager
def served(kind: str, environment: dict[str, str], folder: Path) -> Iterator[int]:
    """Serve `application` or `floor` on a free port of this machine, as long as the block lasts.

    What it says goes to a file of `folder`; its end is shown when a page or the start fails.
    """
    port = _free_port()
    journal = folder / f"{kind}.log"
    with journal.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, str(_SERVER), kind, f"127.0.0.1:{port}"],
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
        )
        try:
            _wait(port, process, journal)
            yield port
        except RuntimeError as fault:
            raise SystemExit(f"{fault}\n{_end_of(journal)}") from fault
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, process: "subprocess.Popen[bytes]", journal: Path) -> None:
    limit = time.monotonic() + _PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise SystemExit(f"The server did not start:\n{_end_of(journal)}")


def _end_of(journal: Path) -> str:
    return journal.read_text(encoding="utf-8")[-4000:]
