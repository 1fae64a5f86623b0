"""The menu of a call: one, the same on all the pages of whoever works on it for its funder.

A feature declares its entry, with who sees it and which pages belong to it. The entries stand in
the order of the features, which is that of the life of a call.
"""

from dataclasses import dataclass
from itertools import chain

from flask import request, url_for

from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence
from callforprojects.core.web.access import visitor


def is_published(call: Call) -> bool:
    """Whether the call is no draft any more."""
    return not call.is_draft


def is_open(call: Call) -> bool:
    """Whether it takes applications."""
    return call.current_status is CallStatus.OPEN


def is_announced(call: Call) -> bool:
    """Whether its results are public."""
    return call.current_status is CallStatus.ANNOUNCED


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One entry as it is shown."""

    label: Sentence
    url: str
    is_current: bool


def menu_of(call: Call) -> list[MenuLink]:
    """What this visitor sees of the menu of a call; nothing when all of it is public to them."""
    who, here = visitor(), request.endpoint or ""
    entries = [
        entry
        for entry in chain.from_iterable(feature.call_menu for feature in features())
        if (entry.when(call) or entry.endpoint == here) and entry.may(who, call)
    ]
    if all(entry.is_public for entry in entries):
        return []
    closeness = {
        entry.endpoint: entry.closeness(here, _pages_above(entry.endpoint)) for entry in entries
    }
    closest = max(closeness, key=lambda endpoint: closeness[endpoint])
    return [
        MenuLink(
            entry.label,
            url_for(entry.endpoint, call_id=call.id),
            entry.endpoint == closest and closeness[closest] > 0,
        )
        for entry in entries
    ]


def _pages_above(entry: str) -> list[str]:
    """How the endpoints begin that features above add to an entry of one below."""
    return [page for feature in features() for page in feature.menu_pages.get(entry, ())]
