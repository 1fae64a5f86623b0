"""Other names: usual, short, former; and what became of a former code."""

import pytest

from callforprojects.territories.decoupage import decoupage_rows
from callforprojects.territories.models import NameKind
from callforprojects.territories.other_names import other_names, successors

pytestmark = pytest.mark.unit


def test_names_lead_to_present_territories_only():
    present = {row["id"]: row for row in decoupage_rows()}
    found = other_names(present)

    assert {name["territory_id"] for name in found} <= present.keys()
    keys = [(name["search_name"], name["territory_id"]) for name in found]
    assert len(keys) == len(set(keys)) > 6000
    by_key = dict(zip(keys, found, strict=True))
    assert by_key["annecy le vieux", "commune:74010"]["kind"] is NameKind.MERGED
    assert by_key["chalons sur marne", "commune:51108"]["kind"] is NameKind.RENAMED
    assert by_key["brianconnais", "epci:240500439"]["kind"] is NameKind.SHORT
    assert by_key["grand lyon", "epci:200046977"]["kind"] is NameKind.USUAL


def test_a_former_code_leads_to_the_commune_that_it_joined():
    assert successors()["commune:93059"] == "commune:93066"
    assert "commune:93066" not in successors()
