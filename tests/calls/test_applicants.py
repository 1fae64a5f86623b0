"""What an applicant counts as, and where it is."""

import pytest

from callforprojects.calls.applicants import Applicant, applicant_from
from callforprojects.territories.areas import Area
from callforprojects.territories.queries import territory_by_id
from tests.factories.territories import make_territory


@pytest.mark.parametrize(
    ("territory_id", "types", "area"),
    [
        ("departement:974", {"departement", "drom"}, Area.DROM),
        ("departement:2A", {"collectivite-unique", "departement", "region"}, Area.MAINLAND),
        ("departement:989", set(), Area.COM),
        ("commune:97411", {"commune"}, Area.DROM),
    ],
)
def test_a_place_applies_by_its_institution(app, territory_id, types, area):
    place = territory_by_id(make_territory(territory_id).id)

    assert place is not None
    assert applicant_from(place) == Applicant(frozenset(types), area)
