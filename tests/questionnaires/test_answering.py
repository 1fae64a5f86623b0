"""From the boxes of a page to problems before filing."""

import json

import pytest

from callforprojects.core.data.visitors import Guest
from callforprojects.core.text.i18n import in_language
from callforprojects.questionnaires import answering, saving
from callforprojects.questionnaires.answering import RawAnswer, text_hash
from callforprojects.questionnaires.models import QuestionType
from tests.factories.questionnaires import make_answer_set, make_question

pytestmark = pytest.mark.usefixtures("in_english")

T = QuestionType


@pytest.fixture
def filled():
    revision, answers = make_answer_set(
        make_question(T.SHORT_TEXT, key="title", is_required=True, stands_for="title"),
        make_question(T.DATE, key="day", label="Day"),
        make_question(T.FILE, key="file", label="File", is_required=True),
        make_question(T.MATRIX, key="matrix", label="Matrix", is_required=True),
        make_question(T.YES_NO, key="sure", label="Sure", is_required=True),
    )
    given = {"title": RawAnswer("Bicycles"), "day": RawAnswer("soon")}
    saving.save_answers(answers, revision, given, by=Guest())
    return revision, answers


def test_problems_say_what_and_where(filled):
    with in_language("en"):
        found = [(p.question.key, str(p.message), p.input_id) for p in answering.problems(*filled)]

    assert found == [
        ("day", "Enter a date that exists, for example 12/03/2027.", "answer-day"),
        ("file", "This document is missing.", "answer-file"),
        ("matrix", "Claim at least one cell.", "answer-matrix"),
        ("sure", "This answer is missing.", "answer-sure-0"),
    ]


def test_a_fault_of_a_cell_names_the_cell_only():
    revision, answers = make_answer_set(make_question(T.MATRIX, key="matrix", label="Matrix?"))
    cell = {"purpose": "environment", "domain": "mobility", "level": "3", "argument": ""}
    saving.save_answers(answers, revision, {"matrix": RawAnswer(json.dumps([cell]))}, by=Guest())

    with in_language("en"):
        (problem,) = answering.problems(revision, answers)

        assert problem.label == ""
        assert str(problem.message).endswith(": describe what your project does here.")


def test_progress_counts_required_answers(filled):
    (section,) = answering.progress(*filled)

    assert (section.answered, section.required, section.is_started) == (1, 4, True)
    assert not section.is_complete


def test_facts_are_the_values_of_what_stands_for_them(filled):
    assert answering.facts(*filled) == {"title": "Bicycles"}


def test_boxes_hold_what_was_typed(filled):
    revision, answers = filled

    entries = {e.question.key: e for e in answering.entries(revision.sections[0], answers)}

    assert entries["day"].raw_text == "soon"
    assert entries["day"].display_text == "soon"
    assert entries["title"].display_text == "Bicycles"
    assert len(entries["day"].faults) == 1
    assert entries["sure"].faults == []
    assert entries["title"].concurrent_edit is None


def test_a_stale_box_keeps_mine_and_shows_theirs(filled):
    revision, answers = filled
    raw = {"title": RawAnswer("Boats", text_hash("")), "day": RawAnswer("soon", text_hash("soon"))}

    entries = {e.question.key: e for e in answering.entries(revision.sections[0], answers, raw)}

    edit = entries["title"].concurrent_edit
    assert edit is not None
    assert (entries["title"].raw_text, edit.raw_text) == ("Boats", "Bicycles")
    assert entries["title"].text_hash == text_hash("Bicycles")
    assert entries["day"].concurrent_edit is None


def test_a_page_is_collected_by_key(filled):
    revision, _answers = filled
    fields = {
        "answer-title": [" Boats\r\n\x00"],
        "answer-title-mark": ["abc"],
        "answer-file": ["x"],
        "other": ["y"],
    }

    raw = answering.collect(revision.sections[0].questions, fields)

    assert raw == {"title": RawAnswer("Boats", "abc")}


def test_values_that_break_a_limit_are_faults():
    question = make_question(T.INTEGER, settings={"maximum": "3"})
    revision, answers = make_answer_set(question)
    saving.save_answers(answers, revision, {question.key: RawAnswer("4")}, by=Guest())

    assert [str(p.message) for p in answering.problems(revision, answers)] == ["At most 3."]
    assert [str(f.message) for f in answering.faults_of(question, answers.answers[0])] == [
        "At most 3."
    ]


def test_what_is_written_for_a_value():
    question = make_question(T.MONEY)

    assert answering.value_to_input(question, 123450) == "1,234.50"
    assert answering.value_to_input(question, None) == ""
    assert answering.display_text(question, None) == ""


def test_a_text_that_one_language_refused_is_read_by_no_other():
    """`1,250` is asked back on a French page; whoever opens it in English does not decide."""
    revision, answers = make_answer_set(make_question(T.DECIMAL, key="rate", label="Rate"))
    with in_language("fr"):
        saving.save_answers(answers, revision, {"rate": RawAnswer("1,250")}, by=Guest())

    for language in ("fr", "en"):
        with in_language(language):
            assert [problem.question.key for problem in answering.problems(revision, answers)] == [
                "rate"
            ]
