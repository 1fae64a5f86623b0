"""Links that no server sends: an administrator of the platform copies them and hands them over.

Of a link nothing is kept but its hash: the one that is copied is new, and the one written in the
mail no longer works. A feature declares who makes it for the mails of a template. The link is shown
once, and kept nowhere.
"""

from typing import Any

from flask import flash

from callforprojects.core.data.declarations import LinkSource
from callforprojects.core.data.feature import features
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.request_keys import ONCE
from callforprojects.messages.models import Message


def offers_link(message: Message) -> bool:
    """Whether mails of its template offer something by a link that can be made again."""
    return _source_of(message) is not None and message.about_id is not None


def has_link(message: Message) -> bool:
    """Whether what this mail offers still waits for its recipient."""
    return _thing_of(message) is not None


def link_of(message: Message, *, by: Visitor) -> str:
    """A new link to what this mail offers. Raises ConflictError when it no longer waits."""
    source, thing = _source_of(message), _thing_of(message)
    if source is None or thing is None:
        raise ConflictError(_("This invitation has since been accepted or withdrawn."))
    return source.make(thing, by)


def show_once(url: str) -> None:
    """Say the link on the page that comes next; neither the form's key nor any table keeps it."""
    flash(_("Copy this link now, it is not shown again: %(url)s", url=url), ONCE)


def _thing_of(message: Message) -> object | None:
    source = _source_of(message)
    if source is None or message.about_id is None:
        return None
    thing: object | None = source.waiting(message.about_id)
    return thing


def _source_of(message: Message) -> LinkSource[Any] | None:
    template = message.template
    return next(
        (feature.links[template] for feature in features() if template in feature.links), None
    )
