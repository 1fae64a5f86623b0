"""What may go wrong at the worst moment: each fault happens in the last half-minute."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tools.closing.web import Web

NAMES = ("none", "killed", "restarted", "locked", "full")
_DISK = "96m"
_LOCKED_SECONDS = 30
_FULL_SECONDS = 20
_WRITTEN = '"application", answer, answer_set, submission, message, activity'


@contextmanager
def folder_for(fault: str, folder: Path) -> Iterator[Path]:
    """The data folder: on a small disk of its own (a tmpfs, as root) when it is to be full."""
    data = folder / "data"
    data.mkdir()
    if fault != "full":
        yield data
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "rush", str(data)], check=True)
    try:
        yield data
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)


class Fault:
    """Something that happens at its hour, in a thread of its own."""

    def __init__(self, name: str, web: Web, url: str, data: Path) -> None:
        self.web, self.url, self.data = web, url, data
        self.said: list[str] = []
        self.acts: dict[str, tuple[float, Callable[[], None]]] = {
            "killed": (25.0, self._kill),
            "restarted": (15.0, self._restart),
            "locked": (20.0, self._lock),
            "full": (25.0, self._fill),
        }
        self.name = name
        self.thread: threading.Thread | None = None

    def begin(self, closes_at: float) -> None:
        if self.name == "none":
            return
        before, act = self.acts[self.name]
        self.thread = threading.Thread(target=self._at, args=(closes_at - before, act), daemon=True)
        self.thread.start()

    def end(self) -> None:
        if self.thread is not None:
            self.thread.join(120)

    def _at(self, instant: float, act: Callable[[], None]) -> None:
        time.sleep(max(0.0, instant - time.time()))
        act()

    def _kill(self) -> None:
        for _time in range(4):
            self.said.append(f"{self.web.kill_workers()} web processes killed")
            time.sleep(7)

    def _restart(self) -> None:
        start = time.monotonic()
        self.web.stop()
        self.web.start()
        self.said.append(f"stopped and started again in {time.monotonic() - start:.1f} s")

    def _lock(self) -> None:
        """Somebody else writes for a long time: all of SQLite, the tables of filing elsewhere."""
        engine = sa.create_engine(self.url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
        is_sqlite = engine.dialect.name == "sqlite"
        arguments = {"timeout": 60} if is_sqlite else {}
        engine = sa.create_engine(self.url, poolclass=sa.NullPool, connect_args=arguments)
        with engine.connect() as connection:
            if is_sqlite:
                connection.connection.driver_connection.isolation_level = None  # type: ignore[union-attr]
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.exec_driver_sql(f"LOCK TABLE {_WRITTEN} IN EXCLUSIVE MODE")
            time.sleep(_LOCKED_SECONDS)
            connection.rollback()
        self.said.append(f"the database locked for {_LOCKED_SECONDS} s")

    def _fill(self) -> None:
        filler = self.data / "filler"
        try:
            with filler.open("wb", buffering=0) as file:
                limit = time.monotonic() + _FULL_SECONDS
                while time.monotonic() < limit:  # what is freed meanwhile is taken again
                    try:
                        file.write(b"\0" * 4096)
                    except OSError:
                        time.sleep(0.05)
        finally:
            filler.unlink(missing_ok=True)
        self.said.append(f"the disk full for {_FULL_SECONDS} s")
