"""Pages travel compressed, with a length that says nothing of what they hold."""

import gzip
import secrets
from io import BytesIO

from flask import Flask, Response, request

_TEXTS = frozenset({"text/html", "text/plain", "text/csv", "application/json", "image/svg+xml"})
_LEAST = 1024  # bytes: below, the head of the file costs what is won
_LEVEL = 5
_LONGEST_NAME = 100


def compressed(content: bytes) -> bytes:
    """The content in gzip, under a name of random length.

    The name, which no browser reads, blurs the length of a page: an ear on the line that makes a
    page repeat a guess (the BREACH attack) cannot weigh whether the guess was right.
    """
    name = "a" * (1 + secrets.randbelow(_LONGEST_NAME))
    target = BytesIO()
    with gzip.GzipFile(name, "wb", _LEVEL, target, mtime=0) as file:
        file.write(content)
    return target.getvalue()


def init_app(app: Flask) -> None:
    """Register after the transaction and before the rest: what the others answer is complete."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in _TEXTS:
            return response
        response.vary.add("Accept-Encoding")
        if _is_worth_it(response) and request.accept_encodings["gzip"] > 0:
            response.set_data(compressed(response.get_data()))
            response.headers["Content-Encoding"] = "gzip"
        return response


def _is_worth_it(response: Response) -> bool:
    """Whole, long enough, and not compressed already; files and streams pass as they are."""
    if response.direct_passthrough or response.is_streamed or response.content_encoding:
        return False
    return request.method != "HEAD" and len(response.get_data()) >= _LEAST
