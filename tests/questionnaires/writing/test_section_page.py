"""What the page of a section says is wrong, and what is left to do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from callforprojects.questionnaires.answering import Entry, Problem, SectionProgress
from callforprojects.questionnaires.models import Question, QuestionType, Section
from callforprojects.questionnaires.types import Fault
from callforprojects.questionnaires.writing.section_page import SectionPage

pytestmark = pytest.mark.unit

TITLE = Question(key="title", label="Title", type=QuestionType.SHORT_TEXT, settings={})
COST = Question(key="cost", label="Cost", type=QuestionType.MONEY, settings={})
SECTION = Section(title="The project")
PROBLEMS = (
    Problem(SECTION, TITLE, "This answer is missing.", "title"),
    Problem(SECTION, COST, "Not an amount.", "cost"),
)


def page(*entries: Entry, problems: Sequence[Problem] = PROBLEMS, **facts: Any) -> SectionPage:
    here = SectionProgress(1, 1, SECTION, 2, 0, is_started=True, problems=problems)
    common: dict[str, Any] = {
        "here": here,
        "count": 1,
        "previous": None,
        "next": None,
        "refused": {},
        "is_refused": False,
    }
    return SectionPage(entries=entries, **(common | facts))


def test_what_is_left_to_do_is_no_mistake() -> None:
    started = page(Entry(TITLE, "", ""))
    assert started.mistakes == []
    assert [each.question for each in started.missing] == [TITLE, COST]


def test_a_kept_answer_that_is_wrong_is_a_mistake_and_no_longer_left_to_do() -> None:
    wrong = page(Entry(COST, "many", "", faults=[Fault("Not an amount.")]))
    assert wrong.mistakes == [("cost", "Cost", "Not an amount.")]
    assert [each.question for each in wrong.missing] == [TITLE]


def test_what_is_refused_is_said_beside_its_question_and_nothing_else() -> None:
    entry = Entry(COST, "many", "", faults=[Fault("Not an amount.")])
    refused = page(entry, refused={entry.name: ["Too long."]}, is_refused=True)
    assert refused.mistakes == [(entry.name, "Cost", "Too long.")]
    assert refused.missing == []


@pytest.mark.parametrize("is_started", [True, False])
def test_a_section_that_is_not_begun_has_nothing_left_to_do(is_started: bool) -> None:
    begun = page()
    assert (
        bool(replace(begun, here=replace(begun.here, is_started=is_started)).missing) is is_started
    )
