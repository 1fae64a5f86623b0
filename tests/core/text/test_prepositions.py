"""A noun group after a preposition."""

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.core.text.prepositions import of_group

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("group", "french"),
    [
        ("le coût total", "du coût total"),
        ("les communes", "des communes"),
        ("la population", "de la population"),
        ("l’échelle", "de l’échelle"),
        ("Auray", "d’Auray"),
        ("Évreux", "d’Évreux"),
        ("Le Havre", "du Havre"),
        ("Les Herbiers", "des Herbiers"),
        ("La Rochelle", "de La Rochelle"),
        ("Rennes", "de Rennes"),
        ("", "de "),
    ],
)
def test_french_contracts_and_elides(group, french) -> None:
    with in_language("fr"):
        assert of_group(group) == french


def test_english_does_neither() -> None:
    with in_language("en"):
        assert of_group("the total cost") == "of the total cost"
