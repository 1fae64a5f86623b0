"""The menu of a call: one, the same on all the pages of whoever works on it for its funder.

A feature adds its entry here, with who sees it and which pages belong to it. The entries stand in
the order in which the features are loaded, which is that of the life of a call.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request, url_for

from callforprojects.calls.models import Call
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
from callforprojects.core.web.access import visitor


def is_published(call: Call) -> bool:
    """Whether the call is no draft any more."""
    return not call.is_draft


def always(_call: Call) -> bool:
    """At every moment of the call."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One page of a call, and the endpoints whose pages belong to it (or how they begin).

    `when`: at which moments it is of use; whoever has come to it earlier finds it all the same.

    `is_public`: everybody may open it, so that it is no reason to show the menu.
    """

    label: Sentence
    endpoint: str
    covers: tuple[str, ...]
    may: Callable[[Visitor, Call], bool]
    when: Callable[[Call], bool] = is_published
    is_public: bool = False

    def closeness(self, endpoint: str) -> int:
        """How closely it covers a page: the length of what agrees, 0 when nothing does."""
        return max((len(each) for each in self.covers if endpoint.startswith(each)), default=0)


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One entry as it is shown."""

    label: Sentence
    url: str
    is_current: bool


_ENTRIES: list[MenuEntry] = []


def add_to_menu(*entries: MenuEntry) -> None:
    """Add the entries of a feature, once its rules and its pages are known."""
    _ENTRIES.extend(entries)


def menu_of(call: Call) -> list[MenuLink]:
    """What this visitor sees of the menu of a call; nothing when all of it is public to them."""
    who, here = visitor(), request.endpoint or ""
    entries = [
        each
        for each in _ENTRIES
        if (each.when(call) or each.endpoint == here) and each.may(who, call)
    ]
    if all(each.is_public for each in entries):
        return []
    closest = max(entries, key=lambda each: each.closeness(here))
    return [
        MenuLink(
            each.label,
            url_for(each.endpoint, call_id=call.id),
            each is closest and each.closeness(here) > 0,
        )
        for each in entries
    ]
