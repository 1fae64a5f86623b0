"""The server's clock: instants are aware and in UTC, shown in the time zone of a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_lived: ContextVar[datetime | None] = ContextVar("lived", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC. Every deadline is judged by it."""
    return _lived.get() or datetime.now(UTC)


@contextmanager
def living_at(instant: datetime) -> Iterator[None]:
    """Do what follows as if it were that instant: the demonstration writes its own past this way.

    It holds for this thread only, and nothing that answers a request uses it.
    """
    before = _lived.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _lived.reset(before)


def to_paris(instant: datetime) -> datetime:
    """The same instant on a clock in Paris. Refuses a naive date."""
    if instant.tzinfo is None:
        raise ValueError("a naive date has no instant")
    return instant.astimezone(PARIS)
