"""What becomes of a ready rule, without a call."""

from collections.abc import Mapping
from typing import Any

from callforprojects.calls.rules import Compliance, rule_outcomes
from callforprojects.calls.rules.library import ready_rule
from callforprojects.engines.conditions import Facts, PlaceCodes, Zones, from_json, to_json
from tests.factories.rules import rule_of

RENNES = PlaceCodes(
    frozenset({"commune:35238", "epci:243500139", "departement:35", "region:53"}),
    frozenset({"commune:35238"}),
)
ROUEN = PlaceCodes(
    frozenset({"commune:76540", "departement:76", "region:28"}), frozenset({"commune:76540"})
)
ZONES: Zones = {}


def compliance_of(key: str, settings: Mapping[str, Any], facts: Facts) -> Compliance:
    """What becomes of it; its conditions are kept as JSON and read again on the way."""
    ready = ready_rule(key)
    assert ready is not None
    made = ready.conditions(settings)
    assert from_json(to_json(made.requirement)) == made.requirement
    (found,) = rule_outcomes([rule_of(made.requirement, when=made.when, kind=key)], facts, ZONES)
    return found.compliance
