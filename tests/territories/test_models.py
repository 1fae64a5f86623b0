"""The levels of territories, and the page about one."""

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.territories.models import TerritoryLevel

pytestmark = pytest.mark.unit


def test_each_level_has_its_own_french_name() -> None:
    with in_language("fr"):
        names = [str(level.label) for level in TerritoryLevel]
    assert names == [
        "Commune",
        "Intercommunalité",
        "Établissement public territorial",
        "Département",
        "Région",
        "Pôle métropolitain",
    ]
