"""Ready rules on what applicants declare, and the library as a whole."""

from decimal import Decimal

import pytest

from callforprojects.calls.rules import Compliance
from callforprojects.calls.rules.library import FREE, LIBRARY, offered_rules
from callforprojects.core.text.i18n import in_language
from tests.calls.rules.library.scenes import compliance_of

pytestmark = pytest.mark.unit

MET, NOT_MET, NOT_KNOWN = Compliance.MET, Compliance.NOT_MET, Compliance.NOT_KNOWN
DEBT, KIND, ROUTES, AGE = "answer.debt", "answer.kind", "answer.routes", "answer.age"
GATE = {"answers": [f"{DEBT}=yes_no=yes", f"{KIND}=choice=Shop", f"{ROUTES}=choices=By air"]}
FINE = {DEBT: False, KIND: "Hall", ROUTES: frozenset({"By sea"})}
BAND = {"question": AGE, "minimum": "0.5", "maximum": "5"}


@pytest.mark.parametrize(
    ("key", "settings", "facts", "expected"),
    [
        ("gate", GATE, FINE, MET),
        ("gate", GATE, {**FINE, DEBT: True}, NOT_MET),
        ("gate", GATE, {**FINE, KIND: "Shop"}, NOT_MET),
        ("gate", GATE, {**FINE, ROUTES: frozenset({"By sea", "By air"})}, NOT_MET),
        ("gate", GATE, {KIND: "Hall"}, NOT_KNOWN),
        ("gate", GATE, {KIND: "Shop"}, NOT_MET),
        ("gate", {"answers": [f"{DEBT}=yes_no=no"]}, FINE, NOT_MET),
        ("index", BAND, {AGE: Decimal("0.5")}, MET),
        ("index", BAND, {AGE: Decimal("0.4")}, NOT_MET),
        ("index", BAND, {AGE: Decimal(5)}, MET),
        ("index", BAND, {AGE: Decimal("5.1")}, NOT_MET),
        ("index", BAND, {}, NOT_KNOWN),
    ],
)
def test_rules_on_what_is_declared(key, settings, facts, expected):
    assert compliance_of(key, settings, facts) is expected


def test_no_two_rules_have_one_key():
    keys = [ready.key for ready in LIBRARY]

    assert len(keys) == len(set(keys))
    assert FREE not in keys


def test_rules_of_fields_come_with_their_field():
    offered = {ready.key for rules in offered_rules().values() for ready in rules}

    assert offered == {ready.key for ready in LIBRARY if not ready.field}


def test_boxes_of_a_rule_have_different_names():
    with in_language("fr"):
        for ready in LIBRARY:
            names = [box.name for box in ready.boxes]
            assert len(names) == len(set(names)), ready.key
