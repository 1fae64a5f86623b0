"""Where places lie."""

from callforprojects.territories.areas import Area


def test_what_is_overseas():
    assert [area for area in Area if area.is_overseas] == [Area.DROM, Area.COM]
