"""Short texts: on one line, without control characters, so that they fit a subject or a list."""


def one_line(text: str | None) -> str:
    """The same words with single spaces; what cannot be printed is a space."""
    bare = "".join(sign if sign.isprintable() else " " for sign in text or "")
    return " ".join(bare.split())
