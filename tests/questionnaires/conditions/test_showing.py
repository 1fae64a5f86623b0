"""What is asked: conditions on answers, on what surrounds them, and on each other."""

from decimal import Decimal
from typing import Any

import pytest

from callforprojects.core.data.identifiers import uuid7
from callforprojects.engines.conditions import (
    Comparison,
    Condition,
    Constant,
    FactKind,
    Negation,
    Operator,
    PlaceCodes,
    ZoneCodes,
    to_json,
)
from callforprojects.questionnaires.conditions import (
    Surroundings,
    fact_of,
    read_by_conditions,
    shown_parts,
)
from callforprojects.questionnaires.models import Answer, Question, QuestionType, Revision, Section
from tests.factories.questionnaires import make_question

pytestmark = pytest.mark.unit

T = QuestionType


def question(kind: QuestionType = T.YES_NO, **values: Any) -> Question:
    return make_question(kind, id=uuid7(), stable_id=uuid7(), **values)


def section(*questions: Question, condition: Condition | None = None) -> Section:
    written = None if condition is None else to_json(condition)
    return Section(id=uuid7(), questions=list(questions), condition=written)


def asked(*sections: Section) -> Revision:
    return Revision(sections=list(sections))


def shown_if(part: Question, condition: Condition) -> Question:
    part.condition = to_json(condition)
    return part


def is_yes(of: Question, value: bool = True) -> Comparison:  # the answer
    constant = Constant(FactKind.YES_NO, value)
    return Comparison(fact_of(of.stable_id), Operator.EQUALS, (constant,))


def answer(of: Question, value: Any, raw_text: str | None = None) -> Answer:
    return Answer(question_stable_id=of.stable_id, value=value, raw_text=raw_text)


@pytest.mark.parametrize(
    ("answers", "is_shown", "is_open"),
    [([], False, True), ([True], True, False), ([False], False, False)],
)
def test_a_question_is_shown_once_its_condition_holds(answers, is_shown, is_open) -> None:
    first = question()
    second = shown_if(question(), is_yes(first))

    found = shown_parts(asked(section(first, second)), [answer(first, each) for each in answers])

    assert found.is_shown(first)
    assert (found.is_shown(second), found.is_open(second)) == (is_shown, is_open)


def test_without_any_condition_everything_is_shown() -> None:
    first = question()
    revision = asked(section(first))

    found = shown_parts(revision, [])

    assert found.truths == {}
    assert found.questions(revision.sections[0]) == [first]


def test_what_depends_on_a_hidden_question_is_settled() -> None:
    """The answer that was given before stays, and decides nothing while it is hidden."""
    first, second = question(), question()
    third, fourth = question(), question()
    shown_if(second, is_yes(first))
    shown_if(third, is_yes(second))
    shown_if(fourth, Negation(is_yes(second)))
    revision = asked(section(first, second, third, fourth))
    before = [answer(second, value=True)]

    hidden = shown_parts(revision, [answer(first, value=False), *before])
    shown = shown_parts(revision, [answer(first, value=True), *before])
    unknown = shown_parts(revision, before)

    assert hidden.questions(revision.sections[0]) == [first, fourth]
    assert shown.questions(revision.sections[0]) == [first, second, third]
    assert unknown.questions(revision.sections[0]) == [first]
    assert unknown.is_open(fourth)


def test_a_hidden_section_hides_its_questions_and_what_they_told() -> None:
    first, inside, after = question(), question(T.MONEY, stands_for="total_cost"), question()
    shown_if(after, Comparison("project.total_cost", Operator.ANSWERED))
    one, two, three = section(first), section(inside, condition=is_yes(first)), section(after)
    revision = asked(one, two, three)
    answers = [answer(inside, 100)]

    hidden = shown_parts(revision, [answer(first, value=False), *answers])
    shown = shown_parts(revision, [answer(first, value=True), *answers])

    assert list(hidden.shown_in(revision)) == [one]
    assert list(shown.shown_in(revision)) == [one, two, three]
    assert not hidden.is_shown(inside)


def test_a_text_that_cannot_be_read_decides_nothing() -> None:
    first = question(T.INTEGER)
    many = Constant(FactKind.NUMBER, Decimal(5))
    second = shown_if(question(), Comparison(fact_of(first.stable_id), Operator.AT_LEAST, (many,)))

    found = shown_parts(asked(section(first, second)), [answer(first, None, "a few")])

    assert not found.is_shown(second)
    assert found.is_open(second)


def test_places_and_what_surrounds_decide_too() -> None:
    place = question(T.TERRITORY, stands_for="territory")
    inside = Constant(FactKind.PLACE, frozenset({"zone:1"}))
    priority = shown_if(question(), Comparison("project.territory", Operator.INSIDE, (inside,)))
    commune = Constant(FactKind.CHOICE, "commune")
    deed = shown_if(question(T.FILE), Comparison("applicant.types", Operator.CONTAINS, (commune,)))
    revision = asked(section(place, priority, deed))
    rennes = PlaceCodes(frozenset({"commune:35238"}), frozenset({"commune:35238"}))
    around = Surroundings(
        facts={"applicant.types": frozenset({"commune"})},
        places={"commune:35238": rennes},
        zones={"zone:1": ZoneCodes(frozenset({"commune:35238"}))},
    )
    answers = [answer(place, {"id": "commune:35238", "name": "Rennes"})]

    assert shown_parts(revision, answers, around).questions(revision.sections[0]) == [
        place,
        priority,
        deed,
    ]
    assert shown_parts(revision, answers).questions(revision.sections[0]) == [place]
    read = read_by_conditions(revision)
    assert read.facts == {"project.territory", "applicant.types"}
    assert read.zones == {"zone:1"}


def test_what_depends_on_itself_is_never_shown() -> None:
    first, second = question(), question()
    shown_if(first, is_yes(second))
    shown_if(second, is_yes(first))

    found = shown_parts(asked(section(first, second)), [answer(first, value=True)])

    assert not found.is_shown(first)
    assert not found.is_shown(second)
