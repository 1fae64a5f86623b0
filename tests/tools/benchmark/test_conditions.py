"""The large form of the measures, and what its check may cost."""

import pytest

from callforprojects.questionnaires.conditions import shown_parts
from tools.benchmark.conditions import (
    BUDGET,
    CONDITIONS,
    QUESTIONS,
    large_form,
    milliseconds_to_check,
)

pytestmark = pytest.mark.unit


def test_the_form_has_its_questions_and_conditions() -> None:
    revision, answer_set = large_form()
    questions = [question for section in revision.sections for question in section.questions]

    found = shown_parts(revision, answer_set.answers)

    assert len(questions) == QUESTIONS
    assert len([question for question in questions if question.condition]) == CONDITIONS
    assert sum(found.is_shown(question) for question in questions) == QUESTIONS


def test_checking_it_keeps_its_budget_on_a_busy_machine() -> None:
    assert min(milliseconds_to_check() for _turn in range(3)) < BUDGET
