"""How often one e-mail address may be tried, whichever machines try it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, request

from callforprojects.accounts.queries import normalised_email
from callforprojects.core.limits import limiter
from callforprojects.core.tokens import token_hash

F = TypeVar("F", bound=Callable[..., Any])
ACCEPTED = 302
SENT_BACK = 422


def limit_by_email(rate: str, *, counting: int) -> Callable[[F], F]:
    """Limit a form per address written in it, counting the answers that have this status."""

    def counted(response: Response) -> bool:
        return response.status_code == counting

    def decorate(view: F) -> F:
        limited = limiter.limit(
            rate,
            key_func=_address,
            methods=["POST"],
            deduct_when=counted,
        )(view)
        return cast("F", limited)

    return decorate


def _address() -> str:
    """The limiter never keeps an address, only its hash."""
    return token_hash(normalised_email(request.form.get("email", "")))
