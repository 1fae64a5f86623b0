"""Events: who hears them, in which order."""

import pytest

from callforprojects.core.data.events import Event

pytestmark = pytest.mark.unit


def test_receivers_are_called_in_the_order_in_which_they_connected() -> None:
    event, heard = Event(), list[object]()

    for name in ("first", "second", "third", "fourth", "fifth"):

        def receiver(thing: object, name: str = name, *, why: str) -> None:
            heard.append((name, thing, why))

        event.connect(receiver, weak=False)
    event.send("call", why="rain")

    assert heard == [
        (name, "call", "rain") for name in ("first", "second", "third", "fourth", "fifth")
    ]


def test_who_connects_twice_hears_once_until_disconnected() -> None:
    event, heard = Event(), list[object]()

    def receiver(thing: object) -> None:
        heard.append(thing)

    event.connect(receiver)
    event.connect(receiver)
    event.send("call")
    event.disconnect(receiver)
    event.send("another")

    assert heard == ["call"]
