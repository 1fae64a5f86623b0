"""The one way of writing what is frozen as text, and its fingerprint."""

import hashlib
import json
from typing import Any


def canonical(content: Any) -> str:  # noqa: ANN401  # any JSON value
    """JSON with its keys in order, without spaces, with the letters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
