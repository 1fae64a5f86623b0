"""What a higher feature registers: who tells what jurors wrote, who hears of déports.

Juries know who may judge; reviews know what was judged. The higher feature registers here, so
that a file already judged is never taken back and a conflict leaves no trace in the statistics.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import TypeVar

from callforprojects.applications.models import Application
from callforprojects.juries.models import Juror

Pair = tuple[uuid.UUID, uuid.UUID]  # juror, application
WorkSource = Callable[[uuid.UUID], Mapping[Pair, bool]]
ConflictListener = Callable[[Juror, Application], None]
W = TypeVar("W", bound=WorkSource)
L = TypeVar("L", bound=ConflictListener)

_SOURCES: list[WorkSource] = []
_LISTENERS: list[ConflictListener] = []
_LISTENERS_OF_LIFTING: list[ConflictListener] = []


def work_source(function: W) -> W:
    """Register who tells the work of a call: `call id -> {(juror, application): is submitted}`."""
    _SOURCES.append(function)
    return function


def on_conflict(function: L) -> L:
    """Register who must hear that a juror steps back from an application."""
    _LISTENERS.append(function)
    return function


def on_conflict_lifted(function: L) -> L:
    """Register who must hear that a juror's déport from an application is lifted."""
    _LISTENERS_OF_LIFTING.append(function)
    return function


def work_in(call_id: uuid.UUID) -> dict[Pair, bool]:
    """What jurors of a call have begun (False) or handed in (True), of its filed applications."""
    return {pair: done for source in _SOURCES for pair, done in source(call_id).items()}


def tell_conflict(juror: Juror, application: Application) -> None:
    """Let the feature above leave this juror out of the statistics of this application."""
    for listener in _LISTENERS:
        listener(juror, application)


def tell_conflict_lifted(juror: Juror, application: Application) -> None:
    """Let the feature above decide what becomes of what this juror wrote of this application."""
    for listener in _LISTENERS_OF_LIFTING:
        listener(juror, application)
