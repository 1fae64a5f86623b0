"""Statuses move as their table says, and a stale page is refused."""

from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest

from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.versions import check_version
from callforprojects.core.data.visitors import Guest
from callforprojects.core.text.errors import ConflictError

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


MOVES = {Light.RED: {Light.GREEN}, Light.GREEN: {Light.RED, Light.BROKEN}}


def test_an_allowed_move_is_made() -> None:
    lamp = SimpleNamespace(status=Light.RED)

    transition(lamp, "status", Light.GREEN, MOVES)

    assert lamp.status is Light.GREEN


@pytest.mark.parametrize(
    ("present", "wanted"),
    [(Light.RED, Light.BROKEN), (Light.BROKEN, Light.RED), (Light.RED, Light.RED)],
)
def test_any_other_move_is_a_conflict(present: Light, wanted: Light) -> None:
    lamp = SimpleNamespace(status=present)

    with pytest.raises(ConflictError):
        transition(lamp, "status", wanted, MOVES)
    assert lamp.status is present


def test_a_page_made_from_an_older_version_is_refused() -> None:
    thing: Any = SimpleNamespace(version=4)  # anything with a version

    check_version(thing, 4, by=Guest())
    check_version(thing, None, by=Guest())
    with pytest.raises(ConflictError):
        check_version(thing, 3, by=Guest())
