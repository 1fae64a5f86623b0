"""A set of answers while it is written: its questions, who wrote what, what is left to do."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from callforprojects.accounts.queries import names_of
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
from callforprojects.iso37101.profile import Profile
from callforprojects.questionnaires import queries
from callforprojects.questionnaires.answering.completion import (
    Problem,
    SectionProgress,
    progress,
)
from callforprojects.questionnaires.answering.entries import Entry, entries, entry_of
from callforprojects.questionnaires.answering.texts import RawAnswer, answers_by_question
from callforprojects.questionnaires.conditions import ShownParts, shown_parts
from callforprojects.questionnaires.models import AnswerSet, QuestionType, Revision, Section
from callforprojects.questionnaires.types import Fault


@dataclass(frozen=True, slots=True)
class Edit:
    """When a section was last written, and by whom, when that is known."""

    at: datetime
    author_id: uuid.UUID | None


@dataclass(frozen=True)
class Draft:
    """All of the questions and answers of a set, whatever they are answers for."""

    revision: Revision
    answer_set: AnswerSet

    @cached_property
    def shown(self) -> ShownParts:
        """What is asked, from the answers; whoever knows more of what they are for says more."""
        return shown_parts(self.revision, self.answer_set.answers)

    @cached_property
    def sections(self) -> list[SectionProgress]:
        """How far each section that is shown is."""
        return progress(self.revision, self.answer_set, self.shown)

    @property
    def has_more_to_show(self) -> bool:
        """Whether other questions may be asked, once more is answered."""
        return any(self.shown.is_open(section) for section in self.revision.sections)

    @cached_property
    def problems(self) -> list[Problem]:
        return [problem for section in self.sections for problem in section.problems]

    @property
    def next_section(self) -> SectionProgress | None:
        """The first section where something is left to do; None when everything is answered."""
        return next((section for section in self.sections if section.problems), None)

    @property
    def asks_matrix(self) -> bool:
        """Whether it is asked what is claimed in the matrix."""
        return any(
            question.type is QuestionType.MATRIX and self.shown.is_shown(question)
            for section in self.revision.sections
            for question in self.shown.questions(section)
        )

    @property
    def claimed(self) -> Profile:
        return self.answer_set.claimed_profile

    def section(self, number: int) -> Section | None:
        """The section of this number, from 1; None when it is not shown."""
        return next((each.section for each in self.sections if each.number == number), None)

    def entries(
        self,
        section: Section,
        raw: Mapping[str, RawAnswer] | None = None,
        faults: Mapping[str, Sequence[Sentence]] | None = None,
    ) -> list[Entry]:
        """The questions of a section, with what was just typed or what is kept.

        Those that are not shown come too, and say so: an answer may show them. `faults` are
        those of documents that were refused, by the name of the input.
        """
        found = [
            replace(entry, is_shown=self.shown.is_shown(entry.question))
            for entry in entries(section, self.answer_set, raw)
        ]
        return [_with_faults(entry, (faults or {}).get(entry.name, ())) for entry in found]

    def shown_entries(self, section: Section) -> list[Entry]:
        """Those that are shown, with what is kept: what readers read."""
        return [entry for entry in self.entries(section) if entry.is_shown]

    def has_faults(self, section: Section) -> bool:
        """Whether something that is kept there is wrong; what is missing is no fault yet."""
        return any(entry.faults for entry in self.shown_entries(section))

    def entry(self, key: str) -> Entry:
        """One question with what is kept. Raises StopIteration when there is no such question."""
        question = next(
            candidate for candidate in queries.questions_of(self.revision) if candidate.key == key
        )
        answers = answers_by_question(self.answer_set)
        return entry_of(question, answers.get(question.stable_id))

    def last_edit(self, section: Section) -> Edit | None:
        """The latest writing of a section."""
        question_ids = {question.stable_id for question in section.questions}
        edits = [
            Edit(answer.updated_at, answer.author_id)
            for answer in self.answer_set.answers
            if answer.question_stable_id in question_ids
        ]
        return max(edits, key=lambda edit: edit.at, default=None)

    @property
    def answer_count(self) -> int:
        """How many questions have an answer, whole or not."""
        return sum(a.value is not None or bool(a.raw_text) for a in self.answer_set.answers)

    @property
    def authors(self) -> set[uuid.UUID]:
        """Whoever has written an answer."""
        return {a.author_id for a in self.answer_set.answers if a.author_id is not None}


def colleagues_of(visitor: Visitor, entries: Sequence[Entry]) -> dict[uuid.UUID, str]:
    """The names of whoever else has changed these answers meanwhile."""
    authors = {
        entry.concurrent_edit.author_id for entry in entries if entry.concurrent_edit is not None
    }
    others = authors - {visitor.id, None}
    return names_of(others) if others else {}


def _with_faults(entry: Entry, sentences: Sequence[Sentence]) -> Entry:
    if not sentences:
        return entry
    return entry.with_faults([Fault(sentence) for sentence in sentences])
