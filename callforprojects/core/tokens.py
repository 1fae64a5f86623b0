"""Single-use secrets sent by mail: only their hash is kept."""

import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """A new secret of 256 bits: what is sent, and the SHA-256 that is stored."""
    clear = secrets.token_urlsafe(32)
    return clear, token_hash(clear)


def token_hash(clear: str) -> str:
    """The stored form of a secret: 64 hexadecimal digits."""
    return hashlib.sha256(clear.encode()).hexdigest()
