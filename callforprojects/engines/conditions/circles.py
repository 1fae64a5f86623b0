"""What depends on itself: a question shown only when its own answer says so."""

from collections.abc import Collection, Mapping


def find_circle(references: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The shortest way from something back to itself, or nothing.

    `references` gives for each thing those on which it depends. The way begins and ends with the
    same name. Of several as short, the first in alphabetical order.
    """
    circles = [_way_back(start, references) for start in sorted(references)]
    return min((way for way in circles if way), key=len, default=())


def _way_back(start: str, references: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Breadth first, so that the first way found is the shortest."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in sorted(references.get(way[-1], ())):
            if name == start:
                return (*way, name)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
