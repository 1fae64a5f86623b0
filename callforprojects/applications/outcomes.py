"""What became of applications, for the lists of those who filed them.

The feature that decides registers where to read it: what is below does not know it.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from callforprojects.core.text.errors import Sentence


class ShownOutcome(Protocol):
    """A word and a tone, as tags show them."""

    @property
    def label(self) -> Sentence: ...
    @property
    def tone(self) -> str: ...


OutcomeSource = Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, ShownOutcome]]
_SOURCES: list[OutcomeSource] = []


def outcome_source(source: OutcomeSource) -> OutcomeSource:
    """Register what tells the outcomes that are announced, by application."""
    _SOURCES.append(source)
    return source


def outcomes_of(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ShownOutcome]:
    """Those that are announced; nothing of the others."""
    found: dict[uuid.UUID, ShownOutcome] = {}
    for source in _SOURCES:
        found.update(source(application_ids))
    return found
