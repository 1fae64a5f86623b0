"""Where places lie."""

import pytest

from callforprojects.territories.areas import Area

pytestmark = pytest.mark.unit


def test_what_is_overseas():
    assert [area for area in Area if area.is_overseas] == [Area.DROM, Area.COM]
