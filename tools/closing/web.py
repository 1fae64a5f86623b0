"""The web server of a rush: on the loopback, in a process of its own, stopped with us."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tools.closing.client import HOST

_PATIENCE = 60
_BACKLOG = 2048
_FIRST = 3  # the number of the first socket that is passed on, sd_listen_fds(3)


class Web:
    """`callforprojects web`, which faults may kill, stop and start again.

    We keep its socket, as systemd does (docs/operations.md): who comes in between waits.
    """

    def __init__(self, folder: Path, environment: dict[str, str], options: list[str]) -> None:
        self.environment = {**os.environ, **environment}
        self.options = options
        self.journal = folder.parent / "web.log"
        self.socket = socket.create_server((HOST, 0), backlog=_BACKLOG)
        self.port: int = self.socket.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "callforprojects", "web", *self.options]
        number = self.socket.fileno()
        passed_on = f'exec {_FIRST}<&{number}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
        with self.journal.open("ab") as log:
            self.process = subprocess.Popen(
                ["/bin/sh", "-c", passed_on, "sh", *command],
                env=self.environment,
                stdout=log,
                stderr=log,
                pass_fds=[number],
            )
        limit = time.monotonic() + _PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > limit:
                raise SystemExit(f"The server did not start:\n{self.journal.read_text()[-4000:]}")
            time.sleep(0.2)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(_PATIENCE)

    def kill_workers(self) -> int:
        """All web processes but the first, which starts others; how many they were."""
        assert self.process is not None
        parent = str(self.process.pid)
        found = subprocess.run(
            ["pgrep", "-P", parent], capture_output=True, text=True, check=False
        ).stdout.split()
        for number in found:
            os.kill(int(number), signal.SIGKILL)
        return len(found)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()
