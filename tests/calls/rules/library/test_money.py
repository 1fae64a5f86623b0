"""Ready rules on money: to the cent, on both sides of each limit, and what is not known."""

import pytest

from callforprojects.calls.rules import Compliance
from callforprojects.calls.rules.library import ready_rule
from callforprojects.core.text.errors import DomainError
from callforprojects.engines.conditions import Facts
from tests.calls.rules.library.scenes import RENNES, ROUEN, compliance_of

pytestmark = pytest.mark.unit

MET, NOT_MET = Compliance.MET, Compliance.NOT_MET
NOT_KNOWN, OTHER_CASE = Compliance.NOT_KNOWN, Compliance.NOT_APPLICABLE
ASKED, COST = "project.requested_amount", "project.total_cost"
OWN, PUBLIC = "project.own_funds", "project.public_grants"
BY_CASE = {"rate": "50", "other_rate": "70", "areas": ["drom", "com"]}
LOWER = {**BY_CASE, "other_rate": "30"}
BY_PLACE = {"rate": "50", "other_rate": "70", "of": "applicant.place", "places": ["region:28"]}
BRACKET = {"minimum": "20", "maximum": "50"}
INVESTMENT: Facts = {
    "project.is_investment": True,
    "applicant.types": frozenset({"commune"}),
    "applicant.is_overseas": False,
}
TWENTY = {"rate": "20"}


def asked(cents, of=100_00, **more):
    return {ASKED: cents, COST: of, **more}


@pytest.mark.parametrize(
    ("key", "settings", "facts", "expected"),
    [
        ("envelope", {"envelope": 100}, {ASKED: 100}, MET),
        ("envelope", {"envelope": 100}, {ASKED: 101}, NOT_MET),
        ("ceiling", {"ceiling": 300_000_00}, {ASKED: 300_000_00}, MET),
        ("ceiling", {"ceiling": 300_000_00}, {ASKED: 400_000_00}, NOT_MET),
        ("ceiling", {"ceiling": 300_000_00}, {}, NOT_KNOWN),
        ("maximum_amount", {"amount": 100}, {ASKED: 101}, NOT_MET),
        ("maximum_amount", {"amount": 100, "for_types": ["pnr"]}, {ASKED: 101}, NOT_KNOWN),
        ("minimum_amount", {"of": COST, "amount": 3000_00}, {COST: 3000_00}, MET),
        ("minimum_amount", {"of": COST, "amount": 3000_00}, {COST: 2999_99}, NOT_MET),
        ("minimum_amount", {"of": ASKED, "amount": 3000_00}, {COST: 3000_00}, NOT_KNOWN),
        ("rate", {"rate": "80.00"}, asked(80_00), MET),
        ("rate", {"rate": "80.00"}, asked(80_01), NOT_MET),
        ("rate", {"rate": "80.00"}, asked(400_000_00, of=450_000_00), NOT_MET),
        ("rate", {"rate": "62.5"}, asked(6, of=10), MET),
        ("rate", {"rate": "62.5"}, asked(7, of=10), NOT_MET),
        ("rate", {"rate": "80"}, {ASKED: 1}, NOT_KNOWN),
        ("rate_by_case", BY_CASE, asked(50_00), MET),
        ("rate_by_case", BY_CASE, asked(50_01), NOT_KNOWN),
        ("rate_by_case", BY_CASE, asked(70_00, **{"applicant.area": "drom"}), MET),
        ("rate_by_case", BY_CASE, asked(70_01, **{"applicant.area": "drom"}), NOT_MET),
        ("rate_by_case", BY_CASE, asked(70_01), NOT_MET),
        ("rate_by_case", BY_CASE, asked(50_01, **{"applicant.area": "metro"}), NOT_MET),
        ("rate_by_case", LOWER, asked(30_00), MET),
        ("rate_by_case", LOWER, asked(50_00), NOT_KNOWN),
        ("rate_by_case", LOWER, asked(50_00, **{"applicant.area": "metro"}), MET),
        ("rate_by_case", LOWER, asked(30_01, **{"applicant.area": "com"}), NOT_MET),
        ("rate_by_case", LOWER, asked(50_01), NOT_MET),
        ("rate_by_case", BY_PLACE, asked(70_00, **{"applicant.place": ROUEN}), MET),
        ("rate_by_case", BY_PLACE, asked(70_00, **{"applicant.place": RENNES}), NOT_MET),
        ("rate_bracket", BRACKET, asked(20_00), MET),
        ("rate_bracket", BRACKET, asked(19_99), NOT_MET),
        ("rate_bracket", BRACKET, asked(50_00), MET),
        ("rate_bracket", BRACKET, asked(50_01), NOT_MET),
        ("rate_bracket", {"minimum": "20"}, asked(100_00), MET),
        ("rate_bracket", BRACKET, {ASKED: 1}, NOT_KNOWN),
        ("total_public_aid", {"rate": "80"}, asked(50_00, **{PUBLIC: 30_00}), MET),
        ("total_public_aid", {"rate": "80"}, asked(50_01, **{PUBLIC: 30_00}), NOT_MET),
        ("total_public_aid", {"rate": "80"}, asked(50_00), NOT_KNOWN),
    ],
)
def test_rules_on_money(key, settings, facts, expected):
    assert compliance_of(key, settings, facts) is expected


@pytest.mark.parametrize(
    ("settings", "facts", "expected"),
    [
        (TWENTY, {OWN: 20_00, ASKED: 50_00, PUBLIC: 30_00}, MET),
        (TWENTY, {OWN: 19_99, ASKED: 50_00, PUBLIC: 30_00}, NOT_MET),
        # Private money out of the computation: 20 of 100 of public money is enough for 200 of cost.
        (TWENTY, {OWN: 20_00, ASKED: 80_00, PUBLIC: 0, COST: 200_00}, MET),
        ({"rate": "10"}, {OWN: 10_00, ASKED: 90_00, PUBLIC: 0}, MET),
        ({"rate": "10"}, {OWN: 9_99, ASKED: 90_00, PUBLIC: 0}, NOT_MET),
        ({"rate": "30"}, {OWN: 30_00, ASKED: 70_00, PUBLIC: 0}, MET),
        ({"rate": "30"}, {OWN: 29_99, ASKED: 70_00, PUBLIC: 0}, NOT_MET),
        (TWENTY, {ASKED: 50_00, PUBLIC: 30_00}, NOT_KNOWN),
    ],
)
def test_own_share_is_of_what_public_bodies_provide(settings, facts, expected):
    assert compliance_of("own_share", settings, {**INVESTMENT, **facts}) is expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, NOT_MET),
        ({"project.is_investment": False}, OTHER_CASE),
        ({"applicant.is_overseas": True}, OTHER_CASE),
        ({"applicant.types": frozenset({"association"})}, OTHER_CASE),
        ({"applicant.types": frozenset({"cc"})}, NOT_MET),
    ],
)
def test_own_share_is_of_authorities_that_invest_on_the_mainland(changed, expected):
    nothing_of_its_own = {OWN: 0, ASKED: 1, PUBLIC: 0}

    facts = {**INVESTMENT, **nothing_of_its_own, **changed}

    assert compliance_of("own_share", TWENTY, facts) is expected


@pytest.mark.parametrize(
    ("key", "settings", "box"),
    [
        ("maximum_amount", {}, "amount"),
        ("minimum_amount", {"of": COST}, "amount"),
        ("rate_by_case", {"rate": "50", "other_rate": "70"}, "areas"),
        ("rate_by_case", {"rate": "0", "other_rate": "70"}, "rate"),
        ("rate_bracket", {}, "maximum"),
        ("rate_bracket", {"minimum": "50", "maximum": "20"}, "maximum"),
        ("total_public_aid", {"rate": "101"}, "rate"),
    ],
)
def test_boxes_that_do_not_suit_are_named(key, settings, box):
    ready = ready_rule(key)
    assert ready is not None

    with pytest.raises(DomainError) as refusal:
        ready.conditions(settings)

    assert refusal.value.field == box
