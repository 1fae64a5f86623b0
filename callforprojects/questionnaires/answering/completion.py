"""How far the answers are, and what prevents filing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.questionnaires.answering.agreement import contradictions
from callforprojects.questionnaires.answering.texts import (
    answers_by_question,
    faults_of,
    input_name,
)
from callforprojects.questionnaires.conditions import ShownParts, shown_parts
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    Question,
    QuestionType,
    Revision,
    Section,
)

Answers = Mapping[Any, Answer]
Wrong = Mapping[str, Sentence]


@dataclass(frozen=True, slots=True)
class Problem:
    """What prevents filing: where, and in words. `input_id` is that of the input.

    `is_of_cell`: the message begins with the cell of the matrix, and needs no question before it.
    """

    section: Section
    question: Question
    message: Sentence
    input_id: str
    is_of_cell: bool = False

    @property
    def label(self) -> str:
        """What to say before the message, without the question mark; nothing before a cell."""
        return "" if self.is_of_cell else self.question.label.rstrip("? \u00a0\u202f")


class SectionStatus(LabelledEnum):
    NOT_STARTED = "not_started", pgettext("task", "Not started")
    IN_PROGRESS = "in_progress", pgettext("task", "In progress"), "warning"
    DONE = "done", pgettext("task", "Complete"), "success"
    OPTIONAL = "optional", pgettext("task", "Optional")


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section is: of the `required` questions, those `answered` without a fault.

    `number` counts all sections from 1, those that are not shown too: it is in addresses; `rank`
    counts those that are.
    """

    rank: int
    number: int
    section: Section
    required: int
    answered: int
    is_started: bool
    problems: Sequence[Problem] = field(default_factory=tuple)

    @property
    def is_complete(self) -> bool:
        return not self.problems and (self.is_started or not self.required)

    @property
    def status(self) -> SectionStatus:
        """A section where nothing is required and nothing written yet is not called complete."""
        if self.is_complete:
            return SectionStatus.DONE if self.is_started else SectionStatus.OPTIONAL
        return SectionStatus.IN_PROGRESS if self.is_started else SectionStatus.NOT_STARTED


def problems(
    revision: Revision, answer_set: AnswerSet, shown: ShownParts | None = None
) -> list[Problem]:
    """Everything that prevents filing, in the order of the questions that are shown.

    Without `shown`, what the answers alone say is shown.
    """
    answers = answers_by_question(answer_set)
    asked = shown or shown_parts(revision, answer_set.answers)
    wrong = _disagreeing(revision, asked, answers)
    return [
        problem
        for section in revision.sections
        for question in asked.questions(section)
        for problem in _problems(section, question, answers.get(question.stable_id), wrong)
    ]


def progress(
    revision: Revision, answer_set: AnswerSet, shown: ShownParts | None = None
) -> list[SectionProgress]:
    """How far each section that asks something is, in their order; `shown` as of `problems`."""
    answers = answers_by_question(answer_set)
    asked = shown or shown_parts(revision, answer_set.answers)
    wrong = _disagreeing(revision, asked, answers)
    numbered = [
        (number, section)
        for number, section in enumerate(revision.sections, start=1)
        if asked.questions(section) or not section.questions
    ]
    return [
        _progress(rank, number, section, asked.questions(section), answers, wrong)
        for rank, (number, section) in enumerate(numbered, start=1)
    ]


def facts(
    revision: Revision,
    answer_set: AnswerSet,
    keys: Collection[str] | None = None,
    shown: ShownParts | None = None,
) -> dict[str, Any]:
    """The values of the questions that stand for a fact of the file (title, amounts…), by its name.

    `keys`: those of these questions alone. With `shown`, what is not shown has no value.
    """
    answers = answers_by_question(answer_set)
    found = {}
    for section in revision.sections:
        for question in section.questions:
            answer = answers.get(question.stable_id)
            if question.stands_for and (keys is None or question.key in keys):
                is_asked = answer is not None and (shown is None or shown.is_shown(question))
                found[question.stands_for] = answer.value if answer and is_asked else None
    return found


def _disagreeing(revision: Revision, asked: ShownParts, answers: Answers) -> Wrong:
    """What no answer is wrong about by itself, by the fact that its question stands for."""
    told = {}
    for section in revision.sections:
        for question in asked.questions(section):
            answer = answers.get(question.stable_id)
            if question.stands_for and answer is not None and not faults_of(question, answer):
                told[question.stands_for] = answer.value
    return dict(contradictions(told))


def _problems(
    section: Section, question: Question, answer: Answer | None, wrong: Wrong
) -> Iterator[Problem]:
    faults = faults_of(question, answer)
    for fault in faults:
        input_id = fault.input_id or _first_input(question)
        yield Problem(section, question, fault.message, input_id, is_of_cell=bool(fault.input_id))
    if question.is_required and not faults and (answer is None or answer.value is None):
        yield Problem(section, question, _missing(question), _first_input(question))
    fact = question.stands_for or ""
    if not faults and fact in wrong:
        yield Problem(section, question, wrong[fact], _first_input(question))


def _missing(question: Question) -> Sentence:
    if question.type is QuestionType.FILE:
        return _("This document is missing.")
    if question.type is QuestionType.MATRIX:
        return _("Claim at least one cell.")
    return _("This answer is missing.")


def _first_input(question: Question) -> str:
    """The identifier of the first input of a question."""
    has_options = question.type in {QuestionType.CHOICES, QuestionType.YES_NO}
    return f"{input_name(question)}-0" if has_options else input_name(question)


def _progress(
    rank: int,
    number: int,
    section: Section,
    questions: Sequence[Question],
    answers: Answers,
    wrong: Wrong,
) -> SectionProgress:
    found = [
        problem
        for question in questions
        for problem in _problems(section, question, answers.get(question.stable_id), wrong)
    ]
    unfinished = {problem.question.id for problem in found}
    required = [question for question in questions if question.is_required]
    return SectionProgress(
        rank=rank,
        number=number,
        section=section,
        required=len(required),
        answered=sum(question.id not in unfinished for question in required),
        is_started=any(_is_given(answers.get(q.stable_id)) for q in questions),
        problems=found,
    )


def _is_given(answer: Answer | None) -> bool:
    return answer is not None and (answer.value is not None or answer.raw_text is not None)
