"""The server's clock: instants are aware and in UTC, shown in the time zone of a call."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """The present instant, aware, in UTC. Every deadline is judged by it."""
    return datetime.now(UTC)


def to_paris(instant: datetime) -> datetime:
    """The same instant on a clock in Paris. Refuses a naive date."""
    if instant.tzinfo is None:
        msg = "a naive date has no instant"
        raise ValueError(msg)
    return instant.astimezone(PARIS)
