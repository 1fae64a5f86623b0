"""The arrows that order a list: up is one place less, down one more, and nothing else is taken."""

import pytest

from callforprojects.core.web.moving import MoveForm
from tests.filling import Fill

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(("direction", "places"), [("up", -1), ("down", 1)])
def test_an_arrow_moves_by_one_place(fill: Fill, direction: str, places: int) -> None:
    form = fill(MoveForm, direction=direction)

    assert (form.errors, form.places()) == ({}, places)


@pytest.mark.parametrize("sent", [{}, {"direction": "left"}])
def test_any_other_direction_is_refused(fill: Fill, sent: dict[str, str]) -> None:
    assert fill(MoveForm, **sent).errors == {"direction": ["Choose one of the answers."]}
