"""Static files: named with the hash of their content, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from urllib.parse import quote

from flask import Flask, url_for
from whitenoise import WhiteNoise

from callforprojects import paths

_YEAR = 365 * 24 * 3600


@cache
def content_hash(path: str) -> str:
    """The first twelve digits of the SHA-256 of a static file. Raises FileNotFoundError."""
    return hashlib.sha256((paths.STATIC / path).read_bytes()).hexdigest()[:12]


def static_url(path: str) -> str:
    """The address of a static file, which changes when its content does."""
    return f"{url_for('static', filename=path)}?v={quote(content_hash(path))}"


def init_app(app: Flask) -> None:
    """WhiteNoise answers before Flask is asked, with compressed twins where they exist."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(paths.STATIC), prefix="static/", max_age=_YEAR, autorefresh=app.debug
    )
