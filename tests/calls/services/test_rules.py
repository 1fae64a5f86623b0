"""The rules of a draft: their verbs, and what a copy and a version of a call keep of them."""

import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.calls import queries, services
from callforprojects.calls.details import RuleDetails
from callforprojects.calls.models import Call, CallRule, CallVersion, Severity
from callforprojects.calls.services.rules import MOST_RULES
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.engines.conditions import to_json
from tests.factories.calls import make_call
from tests.factories.rules import add_rule_to, at_most_euros, is_yes

pytestmark = pytest.mark.usefixtures("app")

CEILING = at_most_euros("project.requested_amount", 300_000)
OVERSEAS = is_yes("applicant.is_overseas")
WITHOUT_FIGURES: dict[str, Any] = {"envelope": None, "ceiling": None, "rate": None}
DETAILS = RuleDetails(
    kind="free",
    severity=Severity.BLOCKING,
    sentence="L’aide est de 300 000 € au plus.",
    requirement=CEILING,
)


def sentences(call: Call) -> list[tuple[int, str]]:
    return [(rule.position, rule.sentence) for rule in queries.rules_of(call)]


def test_rules_are_added_changed_moved_and_removed(officer, verbs):
    call = make_call()
    first = services.add_rule(call, replace(DETAILS, sentence="A"), by=officer)
    second = services.add_rule(call, replace(DETAILS, sentence="B", when=OVERSEAS), by=officer)
    third = services.add_rule(call, replace(DETAILS, sentence="C"), by=officer)

    services.update_rule(first, replace(DETAILS, sentence="A2", version=1), by=officer)
    services.move_rule(third, -1, by=officer)
    services.move_rule(first, -1, by=officer)
    services.remove_rule(second, by=officer)

    assert sentences(call) == [(1, "A2"), (2, "C")]
    assert (second.when, first.when) == (to_json(OVERSEAS), None)
    assert first.requirement == to_json(CEILING)
    assert verbs(call) == ["call.rules_changed"] * 7


def test_a_rule_says_what_applicants_read(officer):
    with pytest.raises(DomainError) as refusal:
        services.add_rule(make_call(), replace(DETAILS, sentence=" "), by=officer)

    assert refusal.value.field == "sentence"


def test_a_call_has_so_many_rules_at_most(officer):
    call = make_call()
    for position in range(1, MOST_RULES + 1):
        add_rule_to(call, CEILING, position=position)

    with pytest.raises(DomainError):
        services.add_rule(call, DETAILS, by=officer)


def test_rules_of_a_published_call_are_frozen(officer, verbs):
    call = make_call("open", **WITHOUT_FIGURES)
    rule = add_rule_to(call, CEILING)
    attempts = [
        lambda: services.add_rule(call, DETAILS, by=officer),
        lambda: services.update_rule(rule, DETAILS, by=officer),
        lambda: services.move_rule(rule, 1, by=officer),
        lambda: services.remove_rule(rule, by=officer),
    ]

    for attempt in attempts:
        with pytest.raises(ConflictError):
            attempt()

    assert len(queries.rules_of(call)) == 1
    assert verbs(call) == []


def test_a_rule_changed_meanwhile_is_refused(officer):
    rule = services.add_rule(make_call(), DETAILS, by=officer)
    db.session.flush()
    services.update_rule(rule, replace(DETAILS, version=1), by=officer)
    db.session.flush()

    with pytest.raises(ConflictError):
        services.update_rule(rule, replace(DETAILS, version=0), by=officer)


def test_a_copy_has_the_same_rules(officer):
    call = make_call("ready", cells=(), weights=(), **WITHOUT_FIGURES)
    add_rule_to(call, CEILING, kind="maximum_amount", settings={"amount": 30_000_000})
    add_rule_to(call, OVERSEAS, position=2, round_id=call.current_round.id)

    copy = services.duplicate_call(call, by=officer)
    db.session.flush()

    first, second = queries.rules_of(copy)
    assert (first.kind, first.settings) == ("maximum_amount", {"amount": 30_000_000})
    assert first.requirement == to_json(CEILING)
    assert (first.round_id, second.round_id) == (None, copy.current_round.id)
    assert len(queries.rules_of(call)) == 2


def test_a_version_keeps_the_rules(officer):
    call = make_call("ready", **WITHOUT_FIGURES)
    rule = services.add_rule(call, replace(DETAILS, when=OVERSEAS), by=officer)
    rule.round_id = call.current_round.id

    services.publish_call(call, by=officer)
    db.session.flush()

    text = db.session.scalars(sa.select(CallVersion.text)).one()
    assert json.loads(text)["rules"] == [
        {
            "id": str(rule.id),
            "round": 1,
            "kind": "free",
            "severity": "blocking",
            "sentence": DETAILS.sentence,
            "when": to_json(OVERSEAS),
            "requirement": to_json(CEILING),
        }
    ]


def test_a_draft_takes_its_rules_with_it(officer):
    call = make_call()
    services.add_rule(call, DETAILS, by=officer)
    db.session.flush()

    services.deletion.remove_call_drafts([call], by=officer)

    assert db.session.scalar(sa.select(sa.func.count(CallRule.id))) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_rules_are_read_in_one_query(count, count_queries):
    call = make_call()
    for position in range(1, count + 1):
        add_rule_to(call, CEILING, position=position)
    call_id, round_id = call.id, call.current_round.id

    with count_queries() as statements:
        queries.rules_of_round(call_id, round_id)

    assert len(statements) == 1
