"""What each mark of a criterion means: written in its guidance, one line for each mark."""

import re
from collections.abc import Mapping

_LEVEL = re.compile(r"\s*(\d{1,2})\s*(?:/\s*\d{1,2}\s*)?[:=–—-]\s*(\S.*)")  # `3 : solid`


def levels_of(guidance: str, most: int) -> tuple[str, dict[int, str]]:
    """What a guidance says, and what each mark means when it says so: one line each, `3: solid`."""
    said, meanings = [], {}
    for line in guidance.splitlines():
        found = _LEVEL.fullmatch(line)
        if found and int(found[1]) <= most:
            meanings[int(found[1])] = found[2].strip()
        else:
            said.append(line)
    return "\n".join(said).strip(), meanings


def with_levels(said: str, meanings: Mapping[int, str]) -> str:
    """A guidance that says both; what `levels_of` reads back."""
    lines = [f"{mark}\N{NO-BREAK SPACE}: {meaning}" for mark, meaning in sorted(meanings.items())]
    return "\n".join([said, *lines])
