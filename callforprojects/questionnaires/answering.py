"""From what is typed to answers and back: entries of a page, faults, problems before filing."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    Question,
    QuestionType,
    Revision,
    Section,
)
from callforprojects.questionnaires.types import AnswerType, Claim, Fault, Unreadable, type_of
from callforprojects.questionnaires.types.kind import Fields
from callforprojects.questionnaires.types.matrix import claims_typed


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What came from a page: the text, and the mark of the text that the page had shown."""

    text: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One question on a page, with what its box holds and what is wrong with it.

    `theirs` is the text that a colleague has saved meanwhile, when it differs from this one.
    """

    question: Question
    typed: str
    mark: str
    value: Any = None
    faults: Sequence[Fault] = ()
    theirs: str | None = None

    @property
    def name(self) -> str:
        return input_name(self.question)

    @property
    def type(self) -> AnswerType:
        return type_of(self.question.type)

    @property
    def shown(self) -> str:
        """The kept answer for readers, or what was typed when it has no value."""
        if self.value is None:
            return self.typed
        return self.type.shown(self.value, self.question.settings)

    @property
    def chosen(self) -> list[str]:
        """What is ticked, in a list of several choices."""
        return self.typed.splitlines()

    @property
    def claims(self) -> dict[tuple[str, str], Claim]:
        """What the boxes of a matrix hold."""
        return {(claim.purpose, claim.domain): claim for claim in claims_typed(self.typed)}

    @property
    def errors_by_place(self) -> dict[str, list[Sentence]]:
        """The faults of a matrix, by the name of the input."""
        places: dict[str, list[Sentence]] = {}
        for fault in self.faults:
            places.setdefault(fault.place or self.name, []).append(fault.message)
        return places


@dataclass(frozen=True, slots=True)
class Problem:
    """What prevents filing: where, and in words. `place` is the identifier of the input."""

    section: Section
    question: Question
    message: Sentence
    place: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is: required questions answered without a fault."""

    section: Section
    required: int
    answered: int
    is_started: bool
    problems: Sequence[Problem] = field(default_factory=tuple)

    @property
    def is_complete(self) -> bool:
        return not self.problems and (self.is_started or not self.required)


def input_name(question: Question) -> str:
    """How the input of a question is called on pages."""
    return f"answer-{question.key}"


def clean(text: str) -> str:
    """Line ends as everywhere, spaces around removed; characters nobody types go."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def mark_of(text: str) -> str:
    """A short mark of a text, to know later whether it has changed."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:16]


def written(question: Question, value: Any) -> str:  # noqa: ANN401  # any JSON value
    """What stands in the box for a value."""
    return "" if value is None else type_of(question.type).written(value)


def typed_text(question: Question, answer: Answer | None) -> str:
    """What stands in the box for a stored answer: as it was typed when it has no value."""
    if answer is None:
        return ""
    return answer.typed if answer.typed is not None else written(question, answer.value)


def shown_value(question: Question, answer: Answer | None) -> str:
    """The answer for readers; empty when there is none."""
    if answer is None:
        return ""
    if answer.value is None:
        return answer.typed or ""
    return type_of(question.type).shown(answer.value, question.settings)


def answers_by_question(answer_set: AnswerSet) -> dict[Any, Answer]:
    """The answers by the stable identifier of their question (`answers` must be loaded)."""
    return {answer.question_stable_id: answer for answer in answer_set.answers}


def faults_of(question: Question, answer: Answer | None) -> list[Fault]:
    """What is wrong with an answer that was given; nothing when there is none."""
    if answer is None:
        return []
    return _faults(question, answer.value, answer.typed)


def collect(questions: Sequence[Question], fields: Fields) -> dict[str, RawAnswer]:
    """What a page sent, by the key of the question."""
    raw = {}
    for question in questions:
        name = input_name(question)
        text = type_of(question.type).collect(fields, name)
        if text is not None:
            marks = fields.get(f"{name}-mark")
            raw[question.key] = RawAnswer(clean(text), marks[0] if marks else None)
    return raw


def is_untouched(question: Question, stored: Answer | None, raw: RawAnswer) -> bool:
    """Whether the page sends back what it had shown, or what is stored already."""
    if raw.mark is not None and mark_of(raw.text) == raw.mark:
        return True
    return clean(raw.text) == clean(typed_text(question, stored))


def is_stale(question: Question, stored: Answer | None, raw: RawAnswer) -> bool:
    """Whether the text was changed here from one that somebody has changed meanwhile."""
    if raw.mark is None or is_untouched(question, stored, raw):
        return False
    return raw.mark != mark_of(typed_text(question, stored))


def entries(
    section: Section, answer_set: AnswerSet, raw: Mapping[str, RawAnswer] | None = None
) -> list[Entry]:
    """The questions of a page with what their boxes hold: what was just typed, or what is kept."""
    answers = answers_by_question(answer_set)
    typed = raw or {}
    return [
        _entry(question, answers.get(question.stable_id), typed.get(question.key))
        for question in section.questions
    ]


def problems(revision: Revision, answer_set: AnswerSet) -> list[Problem]:
    """Everything that prevents filing, in the order of the questions."""
    answers = answers_by_question(answer_set)
    return [
        problem
        for section in revision.sections
        for question in section.questions
        for problem in _problems(section, question, answers.get(question.stable_id))
    ]


def progress(revision: Revision, answer_set: AnswerSet) -> list[Progress]:
    """How far each section is."""
    answers = answers_by_question(answer_set)
    return [_progress(section, answers) for section in revision.sections]


def facts(revision: Revision, answer_set: AnswerSet) -> dict[str, Any]:
    """The values of the questions that stand for a fact of the file (title, amounts…)."""
    answers = answers_by_question(answer_set)
    found = {}
    for section in revision.sections:
        for question in section.questions:
            answer = answers.get(question.stable_id)
            if question.stands_for:
                found[question.stands_for] = None if answer is None else answer.value
    return found


def _entry(question: Question, stored: Answer | None, raw: RawAnswer | None) -> Entry:
    kept = typed_text(question, stored)
    value = None if stored is None else stored.value
    if raw is None or is_untouched(question, stored, raw):
        return Entry(question, kept, mark_of(kept), value, faults_of(question, stored))
    stale = is_stale(question, stored, raw)
    new_value, typed = read(question, raw.text)
    return Entry(
        question=question,
        typed=raw.text,
        mark=mark_of(kept),
        value=value,
        faults=_faults(question, new_value, typed),
        theirs=shown_value(question, stored) if stale else None,
    )


def read(question: Question, text: str) -> tuple[Any, str | None]:
    """The value of a text, or the text itself when it has none: `(value, typed)`."""
    bare = clean(text)
    if not bare:
        return None, None
    try:
        return type_of(question.type).read(bare, question.settings), None
    except Unreadable:
        return None, bare


def _faults(question: Question, value: Any, typed: str | None) -> list[Fault]:  # noqa: ANN401
    kind = type_of(question.type)
    if typed is not None:
        try:
            value = kind.read(typed, question.settings)
        except Unreadable as error:
            return [Fault(error.message)]
    return [] if value is None else list(kind.faults(value, question.settings))


def _problems(section: Section, question: Question, answer: Answer | None) -> Iterator[Problem]:
    faults = faults_of(question, answer)
    for fault in faults:
        yield Problem(section, question, fault.message, fault.place or _first_place(question))
    if question.is_required and not faults and (answer is None or answer.value is None):
        yield Problem(section, question, _missing(question), _first_place(question))


def _missing(question: Question) -> Sentence:
    if question.type is QuestionType.FILE:
        return _("This document is missing.")
    if question.type is QuestionType.MATRIX:
        return _("Claim one cell at least.")
    return _("This answer is missing.")


def _first_place(question: Question) -> str:
    """The identifier of the first input of a question."""
    listed = question.type in {QuestionType.CHOICES, QuestionType.YES_NO}
    return f"{input_name(question)}-0" if listed else input_name(question)


def _progress(section: Section, answers: Mapping[Any, Answer]) -> Progress:
    found = [
        problem
        for question in section.questions
        for problem in _problems(section, question, answers.get(question.stable_id))
    ]
    wrong = {problem.question.id for problem in found}
    required = [question for question in section.questions if question.is_required]
    return Progress(
        section=section,
        required=len(required),
        answered=sum(question.id not in wrong for question in required),
        is_started=any(_is_given(answers.get(q.stable_id)) for q in section.questions),
        problems=found,
    )


def _is_given(answer: Answer | None) -> bool:
    return answer is not None and (answer.value is not None or answer.typed is not None)
