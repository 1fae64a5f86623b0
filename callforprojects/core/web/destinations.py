"""What waits at the end of several pages, said on each of them.

Somebody who applies without an account passes by the sign-up page, a mail and the page of their
organisation. `?next=` remembers the way (`core.web.links`); the feature that owns the page at its
end declares what it is, in a sentence.
"""

from dataclasses import dataclass

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence
from callforprojects.core.web.links import safe_next


@dataclass(frozen=True, slots=True)
class Destination:
    """A page to which others lead."""

    path: str
    sentence: Sentence
    email: str


def destination() -> Destination | None:
    """Where this page leads, when it is said to somebody who is not there yet."""
    path = safe_next("").partition("?")[0]
    if not path or path == request.path:
        return None
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    sources = (
        feature.destinations[endpoint] for feature in features() if endpoint in feature.destinations
    )
    describe = next(sources, None)
    found = None if describe is None else describe(**values)
    return None if found is None else Destination(path, found.sentence, found.email)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["destination"] = destination
