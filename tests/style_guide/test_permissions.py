"""The rule of the style guide: in a demonstration, whoever asks; elsewhere, nobody."""

import pytest

from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.style_guide import permissions
from tests.seated import Seated

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("visitor", [Guest(), Seated(), Seated(is_administrator=True)])
@pytest.mark.parametrize("demonstration", [True, False])
def test_the_style_guide_is_in_a_demonstration_only(
    monkeypatch: pytest.MonkeyPatch, visitor: Visitor, demonstration: bool
) -> None:
    monkeypatch.setattr(permissions, "is_demonstration", lambda: demonstration)

    assert permissions.see_style_guide(visitor) is demonstration
