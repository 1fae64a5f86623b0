"""Ready rules on State aid and on the republican commitment."""

from datetime import date

import pytest

from callforprojects.calls.rules import Compliance
from callforprojects.engines.conditions import Facts, NoValue
from tests.calls.rules.library.scenes import compliance_of

pytestmark = pytest.mark.unit

MET, NOT_MET = Compliance.MET, Compliance.NOT_MET
NOT_KNOWN, OTHER_CASE = Compliance.NOT_KNOWN, Compliance.NOT_APPLICABLE
ASKED, RECEIVED = "project.requested_amount", "project.de_minimis_received"
REGIME, NATURE = "project.state_aid_regime", "applicant.legal_nature"
CONTRACT = "project.republican_commitment_on"
GENERAL, SERVICES = {"ceiling": "30000000"}, {"ceiling": "75000000"}
OF_ONE_REGIME = {**GENERAL, "regimes": ["De minimis"]}
EXEMPT = {"question": "answer.exempt"}


@pytest.mark.parametrize(
    ("key", "settings", "facts", "expected"),
    [
        ("de_minimis", GENERAL, {ASKED: 200_000_00, RECEIVED: 100_000_00}, MET),
        ("de_minimis", GENERAL, {ASKED: 200_000_01, RECEIVED: 100_000_00}, NOT_MET),
        ("de_minimis", SERVICES, {ASKED: 650_000_00, RECEIVED: 100_000_00}, MET),
        ("de_minimis", SERVICES, {ASKED: 650_000_01, RECEIVED: 100_000_00}, NOT_MET),
        ("de_minimis", GENERAL, {ASKED: 1}, NOT_KNOWN),
        ("de_minimis", OF_ONE_REGIME, {REGIME: "None", ASKED: 1, RECEIVED: 300_000_00}, OTHER_CASE),
        (
            "de_minimis",
            OF_ONE_REGIME,
            {REGIME: "De minimis", ASKED: 1, RECEIVED: 300_000_00},
            NOT_MET,
        ),
        ("state_aid_regimes", {"regimes": ["None", "De minimis"]}, {REGIME: "None"}, MET),
        ("state_aid_regimes", {"regimes": ["None", "De minimis"]}, {REGIME: "Other"}, NOT_MET),
        ("state_aid_regimes", {"regimes": ["None"]}, {}, NOT_KNOWN),
        ("republican_commitment", {}, {NATURE: "association", CONTRACT: date(2026, 1, 1)}, MET),
        ("republican_commitment", {}, {NATURE: "foundation"}, NOT_KNOWN),
        ("republican_commitment", {}, {NATURE: "administration"}, OTHER_CASE),
        ("republican_commitment", {}, {NATURE: "company"}, OTHER_CASE),
        (
            "republican_commitment",
            EXEMPT,
            {NATURE: "association", "answer.exempt": True},
            MET,
        ),
    ],
)
def test_rules_on_state_aid(key, settings, facts, expected):
    assert compliance_of(key, settings, facts) is expected


def test_an_association_without_its_contract_is_refused():
    facts: Facts = {NATURE: "association", CONTRACT: NoValue.UNANSWERED, "answer.exempt": False}

    assert compliance_of("republican_commitment", {}, facts) is NOT_MET
    assert compliance_of("republican_commitment", EXEMPT, facts) is NOT_MET
