"""How often one network address may ask, and what is said to whoever asks too often."""

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, TypeVar, cast

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse
from limits.storage import MemoryStorage, RedisStorage, Storage

from callforprojects.core.outside.redis_server import RedisServer, no_answer, redis_server

F = TypeVar("F", bound=Callable[..., Any])
_COMMON = "common"  # how Flask-Limiter is told of `_CommonCounts`
_PREFIX = 64  # what one subscriber is given: whoever has one address of it has them all


def network_of(address: str) -> str:
    """Whom an address is counted for: itself in IPv4, its /64 in IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), _PREFIX), strict=False))


def network_address() -> str:
    """Whom this request is counted for."""
    return network_of(get_remote_address())


limiter = Limiter(network_address, default_limits=[], headers_enabled=False)


def limit(rate: str, methods: tuple[str, ...] = ("POST",)) -> Callable[[F], F]:
    """Limit a view per network address: `@limit("10 per minute")`, under the gate."""

    def decorate(view: F) -> F:
        return cast("F", limiter.limit(rate, methods=list(methods))(view))

    return decorate


def count_here(rate: str, purpose: str, cost: int = 1) -> bool:
    """Count `cost` more of this network address, for a purpose; whether it is within `rate`."""
    return count_use(rate, purpose, network_address(), cost=cost)


def count_use(rate: str, purpose: str, *whom: str, cost: int = 1) -> bool:
    """Count `cost` more for a purpose; whether it is within `rate`."""
    return bool(limiter.limiter.hit(parse(rate), purpose, *whom, cost=cost))


def seconds_to_wait(rate: str, purpose: str, *whom: str) -> int:
    """How long until one more is within `rate`; 0 when it is now. Nothing is counted."""
    item = parse(rate)
    if limiter.limiter.test(item, purpose, *whom):
        return 0
    return _seconds_until(limiter.limiter.get_window_stats(item, purpose, *whom)[0])


def seconds_to_wait_here() -> int:
    """How long until the view that has just refused this request answers again."""
    broken = limiter.current_limit
    return _seconds_until(broken.reset_at) if broken else 1


def _seconds_until(instant: float) -> int:
    return max(1, int(instant - time.time()) + 1)


class _CommonCounts(Storage):
    """The counts of many processes, in Redis; those of this one while it does not answer.

    What Flask-Limiter has for it (`in_memory_fallback`) counts the limits of views only, and lets
    the second of two threads fail that meet the silence at once.
    """

    STORAGE_SCHEME = [_COMMON]  # noqa: RUF012  # as the library declares it

    def __init__(
        self,
        uri: str | None = None,
        wrap_exceptions: bool = False,  # noqa: FBT001, FBT002  # what the library gives
        *,
        server: RedisServer,
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._server = server
        self._common = RedisStorage(server.url, connection_pool=server.connections())
        self._own = MemoryStorage()

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return no_answer()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return self._server.ask(
            lambda: self._common.incr(key, expiry, amount),
            lambda: self._own.incr(key, expiry, amount=amount),
        )

    def get(self, key: str) -> int:
        return self._server.ask(lambda: self._common.get(key), lambda: self._own.get(key))

    def get_expiry(self, key: str) -> float:
        return self._server.ask(
            lambda: self._common.get_expiry(key), lambda: self._own.get_expiry(key)
        )

    def check(self) -> bool:
        return self._common.check()

    def reset(self) -> int | None:
        self._own.reset()
        return self._server.ask(self._common.reset, lambda: None)

    def clear(self, key: str) -> None:
        self._own.clear(key)
        self._server.ask(lambda: self._common.clear(key), lambda: None)


def init_app(app: Flask) -> None:
    """Counted in memory by one process, in Redis by many."""
    with app.app_context():
        server = redis_server()
    if server is None:
        app.config["RATELIMIT_STORAGE_URI"] = "memory://"
    else:
        app.config["RATELIMIT_STORAGE_URI"] = f"{_COMMON}://"
        app.config["RATELIMIT_STORAGE_OPTIONS"] = {"server": server}
    limiter.init_app(app)
