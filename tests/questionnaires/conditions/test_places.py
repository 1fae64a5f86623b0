"""The names of the places that conditions are about."""

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.engines.conditions import FactKind, Operator
from callforprojects.questionnaires.conditions import Catalogue, sentence_of, with_places
from callforprojects.questionnaires.conditions.places import name_with_level
from callforprojects.territories.models import TerritoryLevel
from tests.factories.territories import RENNES, make_territory
from tests.questionnaires.conditions.scenes import CATALOGUE, SMALL, compared

pytestmark = pytest.mark.usefixtures("app")


def test_places_are_named_with_one_query(count_queries) -> None:
    make_territory()
    place = compared(
        "project.territory", Operator.INSIDE, FactKind.PLACE, frozenset({RENNES, "zone:a"})
    )

    with count_queries() as queries:
        catalogue = with_places(Catalogue(CATALOGUE.terms), [place, SMALL])

    assert len(queries) == 1
    with in_language("en"):
        assert sentence_of(place, catalogue) == (
            "the place of the project is in the municipality of Rennes or in a zone that was"
            " removed"
        )


def test_without_places_nothing_is_read(count_queries) -> None:
    with count_queries() as queries:
        assert with_places(CATALOGUE, [SMALL]) is CATALOGUE

    assert queries == []


@pytest.mark.parametrize("level", TerritoryLevel)
def test_each_level_has_words(level) -> None:
    with in_language("fr"):
        assert "Est" in str(name_with_level(level, "Est"))
