"""A storm of the same failure is one trace, then one line a minute with its count."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

INTERVAL = 60.0  # seconds
_KINDS = 1000  # of failures that are remembered


@dataclass(slots=True)
class _Seen:
    since: float
    count: int = 0


class RepeatFilter(logging.Filter):
    """Lets the first warning of a kind through with its trace, then only how often it came again.

    A failure that people are given the reference of keeps its line, without its trace: they may
    ask about it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self.seen: dict[object, _Seen] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        kind, present = _kind_of(record), self.clock()
        known = self.seen.get(kind)
        if known is None or _is_over(known, present):
            self._remember(kind, present)
            return True
        record.exc_info = record.exc_text = None
        if getattr(record, "reference", ""):
            return True
        known.count += 1
        seconds = present - known.since
        if seconds < INTERVAL:
            return False
        record.msg = f"{record.msg} ({known.count} times in {seconds:.0f} s)"
        self.seen[kind] = _Seen(present)
        return True

    def _remember(self, kind: object, present: float) -> None:
        """Forget what has not come again: any thread may be doing so."""
        for old, seen in list(self.seen.items()):
            if _is_over(seen, present):
                self.seen.pop(old, None)
        if len(self.seen) < _KINDS:
            self.seen[kind] = _Seen(present)


def _is_over(seen: _Seen, present: float) -> bool:
    """Whether a failure has not come again: one of yesterday has its trace again today."""
    return seen.count == 0 and present - seen.since > INTERVAL


def _kind_of(record: logging.LogRecord) -> object:
    """Two failures of one class on one page are two when they come from two lines."""
    failure, place = None, None
    if record.exc_info:
        failure = record.exc_info[0]
        place = _origin(record.exc_info[2])
    what = getattr(record, "rule", ""), getattr(record, "key", "")
    return record.name, record.levelno, record.msg, failure, place, what


def _origin(trace: TracebackType | None) -> tuple[str, int] | None:
    """The file and the line where a failure was raised."""
    if trace is None:
        return None
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename, trace.tb_lineno
