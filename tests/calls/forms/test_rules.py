"""The page of a ready rule: the settings that its boxes give, and what each refuses."""

import uuid
from typing import Any

import pytest

from callforprojects.calls.forms.rules import class_of_rule, form_of_rule
from callforprojects.calls.models import Severity
from callforprojects.calls.rules.library import ready_rule
from callforprojects.calls.rules.ready import ReadyRule
from callforprojects.engines.conditions import FactKind
from callforprojects.questionnaires.conditions import Catalogue, FactTerm
from tests.factories.rules import is_yes, rule_of
from tests.filling import Fill

pytestmark = pytest.mark.unit

DEBT, AGE = (f"answer.{uuid.UUID(int=number)}" for number in (1, 2))
OF_CALL = Catalogue(
    {
        term.name: term
        for term in (
            FactTerm(DEBT, FactKind.YES_NO, "the answer", heading="Debts?", is_quoted=True),
            FactTerm(AGE, FactKind.NUMBER, "the answer", heading="Age", is_quoted=True),
            FactTerm(
                "project.cost_kinds",
                FactKind.CHOICES,
                "the kinds of costs",
                options=[("Land", "Land"), ("Works", "Works")],
            ),
        )
    }
)


def ready(key: str) -> ReadyRule:
    found = ready_rule(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "typed", "settings"),
    [
        ("maximum_amount", {"amount": "3 000,50"}, {"amount": 300_050}),
        ("total_public_aid", {"rate": "62,50"}, {"rate": "62.5"}),
        ("ends_before", {"day": "2027-12-31"}, {"day": "2027-12-31"}),
        ("partners", {"count": "2"}, {"count": 2}),
        ("own_share", {"rate": "30"}, {"rate": "30"}),
        ("cost_kinds", {"excluded": ["Land"]}, {"excluded": ["Land"]}),
        ("not_started", {"question": DEBT}, {"question": DEBT}),
        ("not_started", {"question": ""}, {}),
        ("gate", {"answers": [f"{DEBT}=yes_no=yes"]}, {"answers": [f"{DEBT}=yes_no=yes"]}),
        ("index", {"question": AGE, "maximum": "5,5"}, {"question": AGE, "maximum": "5.5"}),
        ("partners", {"count": "2", "for_types": ["pnr"]}, {"count": 2, "for_types": ["pnr"]}),
    ],
)
def test_boxes_give_the_settings(
    fill: Fill, key: str, typed: dict[str, Any], settings: dict[str, Any]
) -> None:
    form = fill(class_of_rule(ready(key), OF_CALL), severity="warning", sentence=" Ours. ", **typed)

    assert form.errors == {}
    details = form.details()
    assert details.settings == settings
    assert (details.severity, details.sentence) == (Severity.WARNING, "Ours.")


@pytest.mark.parametrize(
    ("key", "typed", "errors"),
    [
        ("maximum_amount", {}, {"amount": ["Fill in this box."]}),
        ("gate", {}, {"answers": ["Choose one at least."]}),
        ("index", {"question": DEBT}, {"question": ["Choose one of the answers."]}),
        ("partners", {"count": "2", "severity": ""}, {"severity": ["Choose what follows."]}),
    ],
)
def test_what_is_missing_is_said_beside_its_box(
    fill: Fill, key: str, typed: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    form = fill(class_of_rule(ready(key), OF_CALL), **{"severity": "blocking", **typed})

    assert form.errors == errors


def test_a_sentence_of_ones_own_is_shown_and_the_one_made_is_not(fill: Fill) -> None:
    fill(class_of_rule(ready("partners"), OF_CALL))  # within a request
    rule = rule_of(is_yes(DEBT), kind="partners", settings={"count": 3}, sentence="Made.")

    as_made = form_of_rule(ready("partners"), OF_CALL, rule=rule, made="Made.")
    as_own = form_of_rule(ready("partners"), OF_CALL, rule=rule, made="Another.")

    assert as_made["count"].data == 3
    assert (as_made.sentence.data, as_own.sentence.data) == ("", "Made.")


def test_a_new_rule_begins_with_its_usual_values(fill: Fill) -> None:
    fill(class_of_rule(ready("partners"), OF_CALL))

    form = form_of_rule(ready("own_share"), OF_CALL)

    assert (form["rate"].data, form.severity.data) == ("20", "warning")
