"""What came of several people at once."""

from typing import Any


def refusals(outcomes: list[Any]) -> list[type[BaseException]]:
    """What those were told who were refused, in their order."""
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]
