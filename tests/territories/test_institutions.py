"""Whose powers an institution exercises."""

import pytest

from callforprojects.territories.institutions import (
    institution_of,
    institutions,
    territories_counting_as,
    types_of,
)

pytestmark = pytest.mark.unit

DEPARTEMENT_POWERS = {
    "departement:35": "departement",
    "departement:971": "departement",
    "departement:974": "departement",
    "departement:972": "collectivite-unique",
    "departement:973": "collectivite-unique",
    "departement:976": "collectivite-unique",
    "departement:6AE": "collectivite-unique",
    "region:94": "collectivite-unique",
    "commune:75056": "collectivite-unique",
    "epci:200046977": "metropole-lyon",
    "departement:975": "com",
    "departement:977": "com",
    "departement:978": "com",
}


@pytest.mark.parametrize(("territory_id", "kind"), DEPARTEMENT_POWERS.items())
def test_who_exercises_the_powers_of_a_departement_counts_as_one(territory_id, kind):
    assert institutions()[territory_id].kind == kind
    assert {kind, "departement"} <= types_of(kind, territory_id)
    assert territory_id in territories_counting_as("departement")


@pytest.mark.parametrize("territory_id", ["region:53", "region:01", "departement:987"])
def test_the_others_do_not(territory_id):
    assert territory_id not in territories_counting_as("departement")


@pytest.mark.parametrize(
    ("territory_id", "types"),
    [
        ("commune:75056", {"collectivite-unique", "commune", "departement"}),
        ("epci:200046977", {"metropole-lyon", "metropole", "departement"}),
        ("region:94", {"collectivite-unique", "departement", "region"}),
        ("departement:978", {"com", "commune", "departement", "region"}),
        ("region:04", {"region", "drom"}),
        ("commune:35238", {"commune"}),
        (None, {"commune"}),
    ],
)
def test_what_an_applicant_counts_as(territory_id, types):
    known = institution_of().get(territory_id or "")
    assert types_of(known.kind if known else "commune", territory_id) == types


def test_a_place_counts_as_its_authority():
    assert institution_of()["departement:67"].territory_id == "departement:6AE"
    assert "departement" in types_of(None, "departement:68")


def test_nothing_is_known_of_an_applicant_without_type():
    assert types_of(None, None) == frozenset()
