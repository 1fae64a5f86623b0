"""Ready rules on projects: both sides of each limit, and what is not known."""

from datetime import date
from decimal import Decimal

import pytest

from callforprojects.calls.rules import Compliance
from callforprojects.engines.conditions import NoValue
from tests.calls.rules.library.scenes import compliance_of

pytestmark = pytest.mark.unit

MET, NOT_MET, NOT_KNOWN = Compliance.MET, Compliance.NOT_MET, Compliance.NOT_KNOWN
STARTS, ENDS = "project.starts_on", "project.ends_on"
LAST, DEROGATION = {"day": "2027-12-31"}, "answer.derogation"
START = {STARTS: date(2026, 1, 31)}
KINDS = {"excluded": ["land", "running"]}


@pytest.mark.parametrize(
    ("key", "settings", "facts", "expected"),
    [
        ("scales", {"scales": ["district"]}, {"project.scale": "district"}, MET),
        ("scales", {"scales": ["district"]}, {"project.scale": "city"}, NOT_MET),
        ("scales", {"scales": ["district"]}, {}, NOT_KNOWN),
        ("phases", {"phases": ["study", "works"]}, {"project.phase": "works"}, MET),
        ("phases", {"phases": ["study", "works"]}, {"project.phase": "idea"}, NOT_MET),
        ("phases", {"phases": ["study"]}, {"project.phase": NoValue.UNANSWERED}, NOT_KNOWN),
        ("not_started", {}, {"project.is_started": False}, MET),
        ("not_started", {}, {"project.is_started": True}, NOT_MET),
        ("not_started", {}, {}, NOT_KNOWN),
        (
            "not_started",
            {"question": DEROGATION},
            {"project.is_started": True, DEROGATION: True},
            MET,
        ),
        (
            "not_started",
            {"question": DEROGATION},
            {"project.is_started": True, DEROGATION: False},
            NOT_MET,
        ),
        ("not_started", {"question": DEROGATION}, {"project.is_started": True}, NOT_KNOWN),
        ("ends_before", LAST, {ENDS: date(2027, 12, 31)}, MET),
        ("ends_before", LAST, {ENDS: date(2028, 1, 1)}, NOT_MET),
        ("ends_before", LAST, {}, NOT_KNOWN),
        ("starts_after", LAST, {STARTS: date(2027, 12, 31)}, MET),
        ("starts_after", LAST, {STARTS: date(2027, 12, 30)}, NOT_MET),
        ("duration", {"maximum": 1}, {**START, ENDS: date(2026, 2, 28)}, MET),
        ("duration", {"maximum": 1}, {**START, ENDS: date(2026, 3, 1)}, NOT_MET),
        ("duration", {"minimum": 12}, {**START, ENDS: date(2027, 1, 31)}, MET),
        ("duration", {"minimum": 12}, {**START, ENDS: date(2027, 1, 30)}, NOT_MET),
        ("duration", {"minimum": 12, "maximum": 24}, START, NOT_KNOWN),
        ("cost_kinds", KINDS, {"project.cost_kinds": frozenset({"works"})}, MET),
        ("cost_kinds", KINDS, {"project.cost_kinds": frozenset({"works", "land"})}, NOT_MET),
        ("cost_kinds", KINDS, {}, NOT_KNOWN),
        ("partners", {"count": 2}, {"project.partner_count": Decimal(2)}, MET),
        ("partners", {"count": 2}, {"project.partner_count": Decimal(1)}, NOT_MET),
        ("partners", {"count": 2}, {}, NOT_KNOWN),
        ("prior_step", {}, {"project.prior_step": True}, MET),
        ("prior_step", {}, {"project.prior_step": False}, NOT_MET),
        ("prior_step", {}, {}, NOT_KNOWN),
    ],
)
def test_rules_on_projects(key, settings, facts, expected):
    assert compliance_of(key, settings, facts) is expected
