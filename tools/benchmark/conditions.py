"""A form of 120 questions and 40 conditions: how long checking it takes, without a database."""

import statistics
import time
from decimal import Decimal

from callforprojects.core.data.identifiers import uuid7
from callforprojects.engines.conditions import (
    AllOf,
    Comparison,
    Condition,
    Constant,
    FactKind,
    Operator,
    to_json,
)
from callforprojects.questionnaires.answering import progress
from callforprojects.questionnaires.conditions import fact_of, shown_parts
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    Question,
    QuestionType,
    Revision,
    Section,
)

BUDGET = 50.0  # milliseconds
QUESTIONS, CONDITIONS, SECTIONS = 120, 40, 12
_TIMES = 30
_KINDS = (QuestionType.YES_NO, QuestionType.INTEGER, QuestionType.LONG_TEXT)


def large_form() -> tuple[Revision, AnswerSet]:
    """Each third question decides of one further on, alone or with an amount."""
    questions = [_question(at) for at in range(QUESTIONS)]
    for at in range(CONDITIONS):
        decisive, number = questions[3 * at], questions[3 * at + 1]
        target = questions[(3 * at + 5) % QUESTIONS]
        target.condition = to_json(_condition(decisive, number))
    per_section = QUESTIONS // SECTIONS
    sections = [
        Section(
            id=uuid7(),
            position=at,
            title=f"Section {at}",
            questions=questions[at * per_section : (at + 1) * per_section],
        )
        for at in range(SECTIONS)
    ]
    answers = [Answer(question_stable_id=each.stable_id, value=_value(each)) for each in questions]
    return Revision(sections=sections), AnswerSet(answers=answers, claims=[])


def milliseconds_to_check() -> float:
    """What is shown, and what is missing or wrong of it: the median of thirty."""
    revision, answer_set = large_form()
    times = []
    for _turn in range(_TIMES):
        start = time.perf_counter()
        shown = shown_parts(revision, answer_set.answers)
        progress(revision, answer_set, shown)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _question(at: int) -> Question:
    kind = _KINDS[at % len(_KINDS)]
    return Question(
        id=uuid7(),
        stable_id=uuid7(),
        position=at,
        key=f"question_{at}",
        type=kind,
        label=f"Question {at}",
        is_required=True,
        settings={"max_words": 300} if kind is QuestionType.LONG_TEXT else {},
    )


def _condition(decisive: Question, number: Question) -> Condition:
    is_yes = Comparison(
        fact_of(decisive.stable_id), Operator.EQUALS, (Constant(FactKind.YES_NO, value=True),)
    )
    is_many = Comparison(
        fact_of(number.stable_id),
        Operator.AT_LEAST,
        (Constant(FactKind.NUMBER, Decimal(3)),),
    )
    return AllOf((is_yes, is_many))


def _value(question: Question) -> object:
    if question.type is QuestionType.YES_NO:
        return True
    return 12 if question.type is QuestionType.INTEGER else "A few words of an answer. " * 20
