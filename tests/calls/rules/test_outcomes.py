"""What becomes of a rule, in each of its cases: three values of each side."""

import pytest

from callforprojects.calls.models import Severity
from callforprojects.calls.rules import Compliance, rule_outcomes
from callforprojects.engines.conditions import Facts, NoValue
from tests.factories.rules import at_most_euros, is_yes, rule_of

pytestmark = pytest.mark.unit

AMOUNT, CASE = "project.requested_amount", "applicant.is_overseas"


@pytest.mark.parametrize(
    ("amount", "compliance"),
    [
        (30_000_000, Compliance.MET),
        (30_000_001, Compliance.NOT_MET),
        (NoValue.UNANSWERED, Compliance.NOT_KNOWN),
        (NoValue.NOT_ASKED, Compliance.NOT_MET),
    ],
)
def test_a_rule_without_case_is_what_its_requirement_is(amount, compliance):
    (found,) = rule_outcomes([rule_of(at_most_euros(AMOUNT, 300_000))], {AMOUNT: amount})

    assert found.compliance is compliance
    assert found.deciding == {AMOUNT}


@pytest.mark.parametrize(
    ("case", "amount", "compliance", "deciding"),
    [
        (True, 100, Compliance.MET, {AMOUNT}),
        (True, 101, Compliance.NOT_MET, {AMOUNT}),
        (True, None, Compliance.NOT_KNOWN, {AMOUNT}),
        (False, 100, Compliance.NOT_APPLICABLE, {CASE}),
        (False, 101, Compliance.NOT_APPLICABLE, {CASE}),
        (False, None, Compliance.NOT_APPLICABLE, {CASE}),
        (None, 100, Compliance.MET, {AMOUNT}),
        (None, 101, Compliance.NOT_KNOWN, {CASE}),
        (None, None, Compliance.NOT_KNOWN, {CASE, AMOUNT}),
    ],
)
def test_a_rule_applies_in_its_case(case, amount, compliance, deciding):
    given: Facts = {
        name: value for name, value in [(CASE, case), (AMOUNT, amount)] if value is not None
    }

    (found,) = rule_outcomes([rule_of(at_most_euros(AMOUNT, 1), when=is_yes(CASE))], given)

    assert (found.compliance, found.deciding) == (compliance, deciding)


@pytest.mark.parametrize(
    ("severity", "is_met", "refusal", "justification", "service"),
    [
        (Severity.BLOCKING, False, True, False, False),
        (Severity.WARNING, False, False, True, False),
        (Severity.TO_CHECK, False, False, False, True),
        *((severity, None, False, False, True) for severity in Severity),
        *((severity, True, False, False, False) for severity in Severity),
    ],
)
def test_what_follows_is_of_the_severity(severity, is_met, refusal, justification, service):
    given: Facts = {} if is_met is None else {CASE: is_met}

    (found,) = rule_outcomes([rule_of(is_yes(CASE), severity=severity)], given)

    assert found.is_refusal is refusal
    assert found.needs_justification is justification
    assert found.is_for_the_service is service
