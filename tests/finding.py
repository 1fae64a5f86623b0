"""What a test looks for in a text, and needs to go on: the link of a mail, a figure of a page."""

import re


def found(pattern: str, text: str, flags: re.RegexFlag = re.NOFLAG) -> str:
    """What the group of the pattern holds (the whole, without group) where it is first found."""
    match = re.search(pattern, text, flags)
    assert match is not None, f"{pattern} is nowhere in {text[:500]!r}"
    return match[1] if match.re.groups else match[0]
