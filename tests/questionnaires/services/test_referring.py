"""What a condition reads is not taken away without being told by what."""

import uuid
from collections.abc import Collection

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.data.feature import Feature, declare
from callforprojects.core.text.errors import DomainError
from callforprojects.engines.conditions import Comparison, Constant, FactKind, Operator
from callforprojects.questionnaires import services
from callforprojects.questionnaires.conditions import (
    ConditionUse,
    fact_of,
    names_read,
    refer,
    uses_of_zone,
)
from callforprojects.questionnaires.models import ConditionReference, Questionnaire, QuestionType
from tests.factories.accounts import make_user
from tests.factories.questionnaires import make_question, make_revision
from tests.questionnaires.services.scenes import as_it_is, is_gas, is_given, make_energy

pytestmark = pytest.mark.usefixtures("in_english")

T = QuestionType


def refused(function, *args) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as refusal:
        function(*args, by=make_user())
    return str(refusal.value.message), refusal.value.field


@pytest.fixture
def energy_and_boiler():
    energy, boiler = make_energy(), make_question(label="Boiler")
    make_revision(energy, boiler)
    services.set_condition(boiler, is_gas(energy), by=make_user())
    return energy, boiler


def test_a_question_that_is_referred_to_stays(energy_and_boiler):
    energy, _boiler = energy_and_boiler

    assert refused(services.remove_question, energy) == (
        "“Energy” cannot be removed: its answer is used by the question “Boiler”.",
        None,
    )


def test_what_goes_away_with_a_question_does_not_keep_it(energy_and_boiler):
    energy, boiler = energy_and_boiler
    user = make_user()

    services.remove_question(boiler, by=user)
    services.remove_question(energy, by=user)
    db.session.commit()

    assert db.session.scalars(db.select(ConditionReference)).all() == []


def test_a_section_goes_away_with_what_refers_only_inside_it(energy_and_boiler):
    energy, _boiler = energy_and_boiler

    services.remove_section(energy.section, by=make_user())
    db.session.commit()

    assert db.session.scalars(db.select(ConditionReference)).all() == []


def test_a_section_that_is_referred_to_from_outside_stays(energy_and_boiler):
    energy, _boiler = energy_and_boiler
    revision, user = energy.section.revision, make_user()
    other = services.add_section(revision, services.SectionDetails(title="Money"), by=user)
    services.set_condition(other, is_gas(energy), by=user)

    message, _field = refused(services.remove_section, energy.section)

    assert message == "“Energy” cannot be removed: its answer is used by the section “Money”."


def test_a_choice_that_is_named_stays_and_another_goes(energy_and_boiler):
    energy, _boiler = energy_and_boiler
    without_gas = {"options": [{"value": value, "label": value} for value in ("wood", "sun")]}
    without_wood = {"options": [{"value": value, "label": value} for value in ("gas", "sun")]}

    assert refused(services.update_question, energy, as_it_is(energy, settings=without_gas)) == (
        "“Gas” cannot be removed: it is used by the question “Boiler”.",
        "options",
    )

    services.update_question(energy, as_it_is(energy, settings=without_wood), by=make_user())
    assert [option["value"] for option in energy.settings["options"]] == ["gas", "sun"]


def test_a_type_of_another_kind_is_refused_and_one_of_the_same_is_not():
    name, detail = make_question(T.SHORT_TEXT), make_question(label="Detail")
    make_revision(name, detail)
    user = make_user()
    services.set_condition(detail, is_given(name), by=user)

    assert refused(services.update_question, name, as_it_is(name, type=T.DATE)) == (
        "The type of this question cannot change: its answer is used by the question “Detail”.",
        "type",
    )

    services.update_question(name, as_it_is(name, type=T.LONG_TEXT), by=user)
    assert name.type is T.LONG_TEXT


def test_a_fact_is_given_by_one_question_of_its_kind():
    funds, other, text = (
        make_question(T.MONEY, label="Own"),
        make_question(T.MONEY),
        make_question(),
    )
    make_revision(funds, other, text)
    user = make_user()

    services.update_question(funds, as_it_is(funds, stands_for="own_funds"), by=user)

    assert funds.stands_for == "own_funds"
    for question, message in (
        (other, "The question “Own” already gives it."),
        (text, "The question “Own” already gives it."),
    ):
        details = as_it_is(question, stands_for="own_funds")
        assert refused(services.update_question, question, details) == (message, "stands_for")
    for fact in ("private_funds", "nothing"):
        details = as_it_is(text, stands_for=fact)
        assert refused(services.update_question, text, details) == (
            "Choose in the list.",
            "stands_for",
        )

    services.update_question(funds, as_it_is(funds, stands_for=""), by=user)
    assert funds.stands_for is None


def test_a_fact_that_is_read_goes_on_being_given():
    funds, detail = make_question(T.MONEY, stands_for="own_funds"), make_question(label="Detail")
    make_revision(funds, detail)
    services.set_condition(detail, is_given(funds), by=make_user())
    assert as_it_is(funds).stands_for == "own_funds"
    services.update_question(funds, as_it_is(funds, stands_for=""), by=make_user())
    funds.stands_for = "own_funds"
    by_name = is_given(funds)
    services.set_condition(
        detail, type(by_name)("project.own_funds", by_name.operator), by=make_user()
    )

    assert refused(services.update_question, funds, as_it_is(funds, stands_for="")) == (
        "This cannot change: it is used by the question “Detail”.",
        "stands_for",
    )


def test_what_features_above_read_stays(app):
    question = make_question(label="Cost")
    revision = make_revision(question)
    questionnaire = revision.questionnaire
    refer(questionnaire, questionnaire.id, {fact_of(question.stable_id)})
    asked: list[Collection[uuid.UUID]] = []

    def described(ids: Collection[uuid.UUID]) -> list[ConditionUse]:
        asked.append(ids)
        return [ConditionUse("the rule “Ceiling”", [is_given(question)])]

    declare(app, Feature(name="above", condition_owners={Questionnaire: described}))

    message, _field = refused(services.remove_question, question)

    assert message == "“Cost” cannot be removed: its answer is used by the rule “Ceiling”."
    assert asked == [{questionnaire.id}]


def test_a_zone_is_named_by_what_uses_it():
    place, detail = make_question(T.TERRITORY), make_question(label="Detail")
    revision = make_revision(place, detail)
    reference = "zone:5a0c4b7e-0000-7000-8000-000000000000"
    inside = Constant(FactKind.PLACE, frozenset({reference, "region:53"}))
    condition = Comparison(fact_of(place.stable_id), Operator.INSIDE, (inside,))
    for part in (detail, revision.sections[0]):
        refer(part, revision.questionnaire_id, names_read(condition))

    assert [str(use) for use in uses_of_zone(reference)] == [
        "the section “Section 1”",
        "the question “Detail”",
    ]
    assert uses_of_zone("zone:none") == []
    assert uses_of_zone("region:53") == []
