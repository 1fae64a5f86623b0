"""Links that features put on pages below them, at a place that these name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for

from callforprojects.core.data.database import Model
from callforprojects.core.data.declarations import Link
from callforprojects.core.data.feature import features, landmark
from callforprojects.core.text.errors import Sentence
from callforprojects.core.web.access import visitor


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link as it is shown."""

    label: Sentence
    url: str
    look: str
    mark: str

    @property
    def step(self) -> tuple[Sentence, str]:
        """As one of the next steps."""
        return self.label, self.url


def links_at(place: str, thing: Model | None = None) -> Sequence[PageLink]:
    """What this visitor finds at a place: on the page of a thing, or of the whole site."""
    who = visitor()
    found = [
        link
        for feature in features()
        for link in feature.navigation.get(place, ())
        if link.when(thing) and link.may(who, thing)
    ]
    return [_page_link(link, thing) for link in sorted(found, key=lambda link: link.order)]


def _page_link(link: Link[Any], thing: Model | None) -> PageLink:
    about: dict[str, Any] = {} if thing is None or not link.argument else {link.argument: thing.id}
    return PageLink(link.label, url_for(link.endpoint, **about), link.look, link.mark)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["landmark"] = landmark
    app.jinja_env.globals["links_at"] = links_at
