"""Rules from the library in a draft, and those that follow its figures."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from callforprojects.calls import queries, services
from callforprojects.calls.details import Applicants, Funding, ReadyRuleDetails
from callforprojects.calls.models import Call, CallRule, Severity
from callforprojects.calls.rules import Compliance, rule_outcomes
from callforprojects.calls.rules.library import FIELD_RULES, ready_rule
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.iso37101.frame import frame
from callforprojects.questionnaires.conditions import Catalogue, catalogue_of, fact_of, uses_of
from callforprojects.questionnaires.queries import revision_with_questions
from callforprojects.questionnaires.services import remove_question
from callforprojects.territories.areas import Area
from tests.factories.calls import make_call
from tests.factories.territories import make_territory

pytestmark = pytest.mark.usefixtures("app")

MONEY = Funding(
    envelope=Money.euros(1_000_000), ceiling=Money.euros(300_000), rate=Decimal("80.00")
)
WHO = Applicants(
    territory_types=("commune", "cc"),
    areas=(Area.MAINLAND.value,),
    scales=("quartier",),
    phases=("etude",),
)


def catalogue(call: Call) -> Catalogue:
    return catalogue_of(revision_with_questions(call.questionnaire_id))


def add(call: Call, key: str, by: Any, **values: Any) -> CallRule:
    ready = ready_rule(key)
    assert ready is not None
    details = ReadyRuleDetails(**{"severity": Severity.BLOCKING, **values})
    return services.add_ready_rule(call, ready, details, catalogue(call), by=by)


def in_short(call: Call) -> dict[str, str]:
    return {rule.kind: rule.sentence for rule in queries.rules_of(call)}


def fill_in(call: Call, officer: Any) -> None:
    scales, phases = (tuple(codes[:1]) for codes in _codes())
    services.update_funding(call, MONEY, by=officer)
    services.update_applicants(call, replace(WHO, scales=scales, phases=phases), by=officer)


def _codes() -> tuple[list[str], list[str]]:
    return [term.code for term in frame().scales], [term.code for term in frame().phases]


def test_each_figure_of_a_call_has_a_rule_that_reads_it(officer):
    call = make_call(language="en")

    fill_in(call, officer)

    assert in_short(call).keys() == {ready.key for ready in FIELD_RULES.values()}
    said = in_short(call)
    assert said["ceiling"] == "The aid requested is at most €300,000."
    assert said["rate"] == "The aid is at most 80% of the cost."
    assert said["applicant_types"].startswith("The call is open to: ")
    severities = {rule.kind: rule.severity for rule in queries.rules_of(call)}
    assert severities["applicant_types"] is severities["applicant_areas"] is Severity.BLOCKING
    assert severities["ceiling"] is severities["rate"] is severities["scales"] is Severity.WARNING
    assert [rule.position for rule in queries.rules_of(call)] == list(range(1, 8))


def test_a_rule_follows_its_figure(officer):
    call = make_call(language="fr")
    fill_in(call, officer)
    (ceiling,) = (rule for rule in queries.rules_of(call) if rule.kind == "ceiling")
    ceiling.severity, ceiling.sentence = Severity.BLOCKING, "300 000 € au plus."

    services.update_funding(call, replace(MONEY, ceiling=Money.euros(100), rate=None), by=officer)

    said = in_short(call)
    assert said["ceiling"] == "L’aide demandée est de 100\xa0€ au plus."
    assert ceiling.severity is Severity.BLOCKING
    assert "rate" not in said
    facts = {"project.requested_amount": 101_00}
    assert [
        found.compliance
        for found in rule_outcomes(queries.rules_of(call), facts)
        if found.rule is ceiling
    ] == [Compliance.NOT_MET]


def test_a_rule_of_a_figure_keeps_its_sentence_until_the_figure_changes(officer):
    call = make_call()
    services.update_funding(call, MONEY, by=officer)
    (ceiling,) = (rule for rule in queries.rules_of(call) if rule.kind == "ceiling")
    ceiling.sentence = "À nous."

    services.update_funding(call, replace(MONEY, rate=None), by=officer)

    assert ceiling.sentence == "À nous."


def test_a_rule_of_a_figure_goes_with_it_alone(officer):
    call = make_call()
    services.update_funding(call, MONEY, by=officer)

    with pytest.raises(ConflictError):
        services.remove_rule(queries.rules_of(call)[0], by=officer)


def test_a_rule_of_the_library_says_what_it_asks(officer):
    call = make_call(language="en")
    region = make_territory("region:53")

    add(call, "perimeter", officer, settings={"of": "applicant.place", "places": [region.id]})
    add(call, "partners", officer, settings={"count": 2, "for_types": ["pnr"]})
    add(call, "partners", officer, settings={"count": 2}, sentence="Two at least.")

    first, second, third = (rule.sentence for rule in queries.rules_of(call))
    assert "Bretagne" in first
    assert first.endswith(".")
    assert second.startswith("If the type of applicant is ")
    assert third == "Two at least."


def test_a_rule_may_read_what_no_question_gives_yet(officer):
    rule = add(make_call(), "partners", officer, settings={"count": 2})

    assert rule.requirement["condition"]["fact"] == "project.partner_count"


def test_boxes_that_do_not_suit_leave_no_rule(officer):
    call = make_call()

    with pytest.raises(DomainError) as refusal:
        add(call, "rate_bracket", officer, settings={"minimum": "50", "maximum": "20"})

    assert refusal.value.field == "maximum"
    assert queries.rules_of(call) == []


def test_a_question_that_a_rule_reads_is_not_removed_unseen(officer):
    call = make_call()
    revision = revision_with_questions(call.questionnaire_id)
    question = next(
        question
        for section in revision.sections
        for question in section.questions
        if question.key == "beneficiaries"
    )
    fact = fact_of(question.stable_id)
    rule = add(call, "index", officer, settings={"question": fact, "minimum": "10"})

    assert [use.owner_id for use in uses_of(revision, {fact})] == [rule.id]
    with pytest.raises(DomainError):
        remove_question(question, by=officer)
    services.remove_rule(rule, by=officer)
    db.session.flush()
    assert uses_of(revision, {fact}) == []


def test_a_copy_reads_the_answers_to_its_own_questions(officer):
    call = make_call("ready", weights=())
    asked = next(
        name
        for name, term in catalogue(call).terms.items()
        if name.startswith("answer.") and term.kind.value == "yes_no"
    )
    add(call, "gate", officer, settings={"answers": [f"{asked}=yes_no=yes"]})

    copy = services.duplicate_call(call, by=officer)
    db.session.flush()

    rule = next(rule for rule in queries.rules_of(copy) if rule.kind == "gate")
    (answer,) = rule.settings["answers"]
    copied = answer.partition("=")[0]
    assert copied != asked
    assert copied in catalogue(copy).terms
    assert copied in str(rule.requirement)
