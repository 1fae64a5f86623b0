"""Single-use secrets sent by mail: only their hash is kept, and what only they can read."""

import base64
import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """A new secret of 256 bits: what is sent, and the SHA-256 that is stored."""
    clear = secrets.token_urlsafe(32)
    return clear, token_hash(clear)


def token_hash(clear: str) -> str:
    """The stored form of a secret: 64 hexadecimal digits."""
    return hashlib.sha256(clear.encode()).hexdigest()


def masked(text: str, clear: str) -> str:
    """A text that may be kept beside the hash of a token: nobody reads it without the token.

    Each token masks one text at most: the mask is as long as the text, and is used once.
    """
    return base64.urlsafe_b64encode(_apply_mask(text.encode(), clear)).decode()


def unmasked(masked_text: str, clear: str) -> str:
    """The text that was masked with this token; nothing when it was not."""
    try:
        hidden = base64.b64decode(masked_text, altchars="-_", validate=True)
        return _apply_mask(hidden, clear).decode()
    except ValueError:  # no base64, or no text
        return ""


def _apply_mask(text: bytes, clear: str) -> bytes:
    mask = hashlib.shake_256(b"mask:" + clear.encode()).digest(len(text))
    return bytes(sign ^ hidden for sign, hidden in zip(text, mask, strict=True))
