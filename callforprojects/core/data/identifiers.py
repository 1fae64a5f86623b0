"""Time-ordered identifiers: UUID version 7 (RFC 9562, section 5.7), unknown to Python 3.11."""

import secrets
import threading
import time
import uuid

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62
_COUNTER_BITS = 12

_lock = threading.Lock()
_last = [0, 0]


def uuid7() -> uuid.UUID:
    """A new identifier: 48 bits of milliseconds, 12 bits that count within one, 62 random bits.

    Two calls in one process always give increasing values, so that rows keep the order in which
    they were made.
    """
    with _lock:
        millisecond, count = time.time_ns() // 1_000_000, 0
        if millisecond <= _last[0]:
            millisecond, count = _last[0], _last[1] + 1
            if count >> _COUNTER_BITS:
                millisecond, count = millisecond + 1, 0
        _last[:] = millisecond, count
    return uuid.UUID(
        int=(millisecond << 80) | _VERSION | (count << 64) | _VARIANT | secrets.randbits(62)
    )
