"""The rules of the personas: in a demonstration, whoever asks; elsewhere, nobody."""

import pytest

from callforprojects.accounts.models import User
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.demonstration import permissions
from callforprojects.demonstration.material import personas
from tests.seated import Seated

pytestmark = pytest.mark.unit

VISITORS: tuple[Visitor, ...] = (Guest(), Seated(), Seated(is_administrator=True))
PERSONA = User(email=personas()[0].email)
SOMEBODY = User(email="somebody@town.example")


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("demonstration", [True, False])
def test_a_persona_is_played_in_a_demonstration_only(
    monkeypatch: pytest.MonkeyPatch, visitor: Visitor, demonstration: bool
) -> None:
    monkeypatch.setattr(permissions, "is_demonstration", lambda: demonstration)

    assert permissions.play(visitor) is demonstration
    assert permissions.play_as(visitor, PERSONA) is demonstration
    assert permissions.play_as(visitor, SOMEBODY) is False
