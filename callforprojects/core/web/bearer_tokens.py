"""Addresses for a machine that sends a secret: `Authorization: Bearer <secret>` (RFC 6750)."""

import hmac
from http import HTTPStatus

from flask import Response, request


def refuse_without_token(secret: str | None) -> Response | None:
    """The refusal of a request that does not hold the secret; None when it does.

    404 when the settings name no secret: then there is no such page. The comparison takes the same
    time whatever is wrong.
    """
    if secret is None:
        return Response(status=HTTPStatus.NOT_FOUND, mimetype="text/plain")
    given = request.authorization
    token = (given.token if given is not None and given.type == "bearer" else None) or ""
    if hmac.compare_digest(token.encode(), secret.encode()):
        return None
    headers = {"WWW-Authenticate": "Bearer"}
    return Response(status=HTTPStatus.UNAUTHORIZED, headers=headers, mimetype="text/plain")
