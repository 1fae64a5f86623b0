"""What became of applications, for the lists of those who filed them.

The feature that decides declares where to read it: what is below does not know it.
"""

import uuid
from collections.abc import Collection
from typing import Protocol

from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence


class OutcomeTag(Protocol):
    """A word and a tone, as tags show them."""

    @property
    def label(self) -> Sentence: ...
    @property
    def tone(self) -> str: ...


def outcomes_of(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, OutcomeTag]:
    """Those that are announced; nothing of the others."""
    found: dict[uuid.UUID, OutcomeTag] = {}
    for source in (feature.outcomes for feature in features()):
        if source is not None:
            found.update(source(application_ids))
    return found
