"""The server's clock: instants are aware and in UTC, shown in the time zone of a call."""

import calendar
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MONTHS_OF_A_YEAR = 12

_lived: ContextVar[datetime | None] = ContextVar("lived", default=None)
_arrival: ContextVar[datetime | None] = ContextVar("arrival", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _lived.get() or datetime.now(UTC)


def arrived_at() -> datetime:
    """When the request that is being answered began to arrive: a person's deadline is judged by it.

    Waiting for a thread or for a lock costs nobody their right. Outside a request it is `now()`.
    """
    return _lived.get() or _arrival.get() or now()


@contextmanager
def arriving_at(instant: datetime) -> Iterator[None]:
    """Answer a request that began to arrive at that instant (`core.web.arrivals` measures it)."""
    before = _arrival.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _arrival.reset(before)


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


def months_after(at: datetime, months: int) -> date:
    """A day so many months later, from date to date in Paris; the last of a month without it."""
    first = to_paris(at).date()
    passed = first.month - 1 + months
    year, month = first.year + passed // MONTHS_OF_A_YEAR, passed % MONTHS_OF_A_YEAR + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(first.day, last))
