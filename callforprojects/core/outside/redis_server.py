"""The Redis that several processes share, when the settings name one.

It makes the work quicker and its limits common; nothing is kept there only. While it does not
answer, what would be asked of it is done without it: it is waited for a second, then asked again
from time to time, by one request for all. Its driver is installed where there is one only.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

from flask import current_app

from callforprojects.core.outside.settings import settings

if TYPE_CHECKING:
    from redis import ConnectionPool

logger = logging.getLogger(__name__)
PATIENCE: Final = 1.0  # seconds, to connect and then for each answer
SILENCE: Final = 10.0  # seconds without asking, once it has not answered
_NAME = "redis"

T = TypeVar("T")


def no_answer() -> tuple[type[Exception], ...]:
    """What is raised when there is no answer, or none of use."""
    from redis.exceptions import RedisError  # noqa: PLC0415

    return RedisError, OSError


@dataclass(slots=True)
class RedisServer:
    """Where it is, and whether it answers."""

    url: str
    clock: Callable[[], float] = time.monotonic
    _silent_until: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def name(self) -> str:
        """The host and the port, without the password."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def connections(self) -> "ConnectionPool":
        """Connections that wait for a second. What failed is not asked again: somebody waits."""
        from redis import ConnectionPool  # noqa: PLC0415
        from redis.backoff import NoBackoff  # noqa: PLC0415
        from redis.retry import Retry  # noqa: PLC0415

        return ConnectionPool.from_url(
            self.url,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )

    def ping(self) -> None:
        """Raises one of `no_answer()`."""
        from redis import Redis  # noqa: PLC0415

        with Redis.from_pool(self.connections()) as client:
            client.ping()

    def ask(self, question: Callable[[], T], instead: Callable[[], T]) -> T:
        """Its answer, or what is done instead while it gives none."""
        if not self._takes_turn():
            return instead()
        try:
            answer = question()
        except no_answer() as error:
            logger.warning(
                "Redis does not answer: limits are counted in memory, and tasks wait",
                extra={"server": self.name, "failure": type(error).__name__},
            )
            self._silent_until = self.clock() + SILENCE
            return instead()
        if self._silent_until is not None:
            self._silent_until = None
            logger.info("Redis answers again", extra={"server": self.name})
        return answer

    def _takes_turn(self) -> bool:
        """One thread asks again; the others go on without meanwhile."""
        with self._lock:
            if self._silent_until is None:
                return True
            present = self.clock()
            if present < self._silent_until:
                return False
            self._silent_until = present + SILENCE
            return True


def redis_server() -> RedisServer | None:
    """That of the application at work; None when the settings name none."""
    url = settings().redis_url
    if url is None:
        return None
    known: dict[str, RedisServer] = current_app.extensions.setdefault(_NAME, {})
    return known.setdefault(url, RedisServer(url))
