"""How often one address may knock: sign-in, sign-up, reset, search."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from callforprojects.core.settings import settings

F = TypeVar("F", bound=Callable[..., Any])

limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=False)


def limit(rate: str, methods: tuple[str, ...] = ("POST",)) -> Callable[[F], F]:
    """Limit a view per address: `@limit("10 per minute")`, under the gate."""

    def decorate(view: F) -> F:
        return cast("F", limiter.limit(rate, methods=list(methods))(view))

    return decorate


def is_within(rate: str, purpose: str) -> bool:
    """Count one more of this address, for a purpose; whether it is within `rate`."""
    return bool(limiter.limiter.hit(parse(rate), purpose, get_remote_address()))


def init_app(app: Flask) -> None:
    """Counted in memory by one process, in Redis by many."""
    with app.app_context():
        url = settings().redis_url
    app.config["RATELIMIT_STORAGE_URI"] = url or "memory://"
    limiter.init_app(app)
