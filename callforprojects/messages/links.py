"""Links that no server sends: an administrator of the platform copies them and hands them over.

Of a link nothing is kept but its hash: the one that is copied is new, and the one written in the
mail no longer works. A feature says who makes it for the mails of a template:
`hand_over("juries/invitation", LinkSource(...))`. The link is shown once, and kept nowhere.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import flash

from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.request_keys import ONCE
from callforprojects.messages.models import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LinkSource(Generic[T]):
    """What a mail offers by its link: the thing while it waits, and who makes a new link."""

    waiting: Callable[[uuid.UUID], T | None]
    make: Callable[[T, Visitor], str]


_SOURCES: dict[str, LinkSource[Any]] = {}


def hand_over(template: str, source: LinkSource[T]) -> None:
    """Register who makes the links of the mails of a template, by what these are about."""
    _SOURCES[template] = source


def has_link(message: Message) -> bool:
    """Whether what this mail offers still waits for its recipient."""
    return _thing_of(message) is not None


def link_of(message: Message, *, by: Visitor) -> str:
    """A new link to what this mail offers. Raises ConflictError when it no longer waits."""
    thing = _thing_of(message)
    if thing is None:
        raise ConflictError(_("This invitation has since been accepted or withdrawn."))
    return str(_SOURCES[message.template].make(thing, by))


def show_once(url: str) -> None:
    """Say the link on the page that comes next; neither the form's key nor any table keeps it."""
    flash(_("Copy this link now, it is not shown again: %(url)s", url=url), ONCE)


def _thing_of(message: Message) -> object | None:
    source = _SOURCES.get(message.template)
    if source is None or message.about_id is None:
        return None
    thing: object | None = source.waiting(message.about_id)
    return thing
