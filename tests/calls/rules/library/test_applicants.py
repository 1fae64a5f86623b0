"""Ready rules on who applies: both sides of each limit, and what is not known."""

from decimal import Decimal

import pytest

from callforprojects.calls.rules import Compliance
from tests.calls.rules.library.scenes import RENNES, ROUEN, compliance_of

pytestmark = pytest.mark.unit

MET, NOT_MET = Compliance.MET, Compliance.NOT_MET
NOT_KNOWN, OTHER_CASE = Compliance.NOT_KNOWN, Compliance.NOT_APPLICABLE
NORMANDY = {"of": "applicant.place", "places": ["region:28"]}
POPULATION = "applicant.population_municipale"
SMALL = {"of": POPULATION, "below": 100_000, "minimum": 2000}


@pytest.mark.parametrize(
    ("key", "settings", "facts", "expected"),
    [
        (
            "applicant_types",
            {"territory_types": ["commune", "cc"]},
            {"applicant.types": frozenset({"cc", "epci"})},
            MET,
        ),
        (
            "applicant_types",
            {"territory_types": ["commune", "cc"]},
            {"applicant.types": frozenset({"association"})},
            NOT_MET,
        ),
        ("applicant_types", {"territory_types": ["commune"]}, {}, NOT_KNOWN),
        ("applicant_areas", {"areas": ["drom", "com"]}, {"applicant.area": "drom"}, MET),
        ("applicant_areas", {"areas": ["drom", "com"]}, {"applicant.area": "metro"}, NOT_MET),
        ("applicant_areas", {"areas": ["drom"]}, {}, NOT_KNOWN),
        ("perimeter", NORMANDY, {"applicant.place": ROUEN}, MET),
        ("perimeter", NORMANDY, {"applicant.place": RENNES}, NOT_MET),
        ("perimeter", NORMANDY, {}, NOT_KNOWN),
        ("perimeter", NORMANDY, {"project.territory": ROUEN}, NOT_KNOWN),
        (
            "perimeter",
            {"of": "project.territory", "places": ["departement:76", "epci:243500139"]},
            {"project.territory": RENNES},
            MET,
        ),
        ("perimeter", {**NORMANDY, "places": ["zone:qpv"]}, {"applicant.place": ROUEN}, NOT_KNOWN),
        ("population", SMALL, {POPULATION: Decimal(99_999)}, MET),
        ("population", SMALL, {POPULATION: Decimal(100_000)}, NOT_MET),
        ("population", SMALL, {POPULATION: Decimal(2000)}, MET),
        ("population", SMALL, {POPULATION: Decimal(1999)}, NOT_MET),
        ("population", SMALL, {}, NOT_KNOWN),
        (
            "population",
            {**SMALL, "for_areas": ["metro"]},
            {POPULATION: Decimal(200_000), "applicant.area": "drom"},
            OTHER_CASE,
        ),
        (
            "population",
            {**SMALL, "for_areas": ["metro"]},
            {POPULATION: Decimal(200_000), "applicant.area": "metro"},
            NOT_MET,
        ),
        (
            "population",
            {**SMALL, "for_areas": ["metro"]},
            {POPULATION: Decimal(200_000)},
            NOT_KNOWN,
        ),
        (
            "population",
            {"of": "applicant.largest_commune_population", "below": 20_000, "for_types": ["cc"]},
            {
                "applicant.largest_commune_population": Decimal(20_000),
                "applicant.types": frozenset({"cc"}),
            },
            NOT_MET,
        ),
        ("files_per_applicant", {"count": 1}, {"applicant.files_in_call": Decimal(0)}, MET),
        ("files_per_applicant", {"count": 1}, {"applicant.files_in_call": Decimal(1)}, NOT_MET),
        ("files_per_applicant", {"count": 2}, {"applicant.files_in_call": Decimal(1)}, MET),
        ("files_per_applicant", {"count": 1}, {}, NOT_KNOWN),
        ("not_helped_before", {}, {"applicant.earlier_awards": Decimal(0)}, MET),
        ("not_helped_before", {}, {"applicant.earlier_awards": Decimal(1)}, NOT_MET),
        ("not_helped_before", {}, {}, NOT_KNOWN),
    ],
)
def test_rules_on_applicants(key, settings, facts, expected):
    assert compliance_of(key, settings, facts) is expected
