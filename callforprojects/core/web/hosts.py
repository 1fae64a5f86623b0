"""Which host a request may name: one that cannot be the name of a machine is refused at the door.

Flask makes no address for such a request, so that no page of ours could be drawn for it.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request

from callforprojects.core.outside.settings import settings
from callforprojects.core.text.errors import ImpossibleHost

_REFUSED = "callforprojects.impossible_host"
_LABEL = r"[a-z0-9_-]{1,63}"  # names of containers have underscores
_HOST = re.compile(
    rf"(?P<name>{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f]*:[0-9a-f.:]*\])(?::(?P<port>[0-9]{{0,5}}))?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = 253  # signs of a name, without its port
_LAST_PORT = 65535


def is_possible(host: str) -> bool:
    """Whether a `Host` header can name a machine: a name, an address, perhaps a port."""
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    return len(found["name"]) <= _LONGEST and int(found["port"] or 0) <= _LAST_PORT


def init_app(app: Flask) -> None:
    """Register before the proxies are believed, so that the host that they name is judged too."""
    answer = app.wsgi_app
    with app.app_context():
        ours = urlsplit(settings().public_url).netloc

    def judged(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The page of the refusal has to be drawn for some host: for ours."""
        host = environ.get("HTTP_HOST")  # HTTP/1.0 needs none
        if host is not None and not is_possible(host):
            environ[_REFUSED] = True
            environ["HTTP_HOST"] = ours
        return answer(environ, start_response)

    app.wsgi_app = judged  # type: ignore[method-assign]

    @app.before_request
    def refuse_impossible_host() -> None:
        if _REFUSED in request.environ:
            raise ImpossibleHost
