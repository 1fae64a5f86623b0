"""What happens in a feature, heard by those above it: each `events.py` names its own."""

from typing import Any

from blinker import Signal


class _InOrder(dict[Any, None]):
    """A set that keeps the order in which things came."""

    def add(self, thing: Any) -> None:  # noqa: ANN401  # what blinker keeps
        self[thing] = None

    def discard(self, thing: Any) -> None:  # noqa: ANN401
        self.pop(thing, None)


class Event(Signal):
    """A signal whose receivers are called in the order in which they connected: the features'.

    They run in the transaction of what happened, as `receiver(thing, **details)`.
    """

    set_class = _InOrder  # type: ignore[assignment]  # a set to blinker
