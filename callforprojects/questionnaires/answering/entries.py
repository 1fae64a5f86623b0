"""What a page shows of each question: its box, its faults, what somebody has saved meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from callforprojects.core.data.clock import now
from callforprojects.core.data.versions import ConcurrentEdit
from callforprojects.core.text.errors import Sentence
from callforprojects.questionnaires.answering.texts import (
    RawAnswer,
    answers_by_question,
    faults_in,
    faults_of,
    input_name,
    input_text,
    is_stale,
    is_untouched,
    parse_answer,
    text_hash,
)
from callforprojects.questionnaires.models import Answer, AnswerSet, Question, Section
from callforprojects.questionnaires.types import AnswerType, Claim, Fault, type_of
from callforprojects.questionnaires.types.matrix import claims_in_text


@dataclass(frozen=True, slots=True)
class Entry:
    """One question on a page, with what its box holds and what is wrong with it.

    It is there and hidden when it is not shown; `may_show_others`: others are asked in some cases
    only. `concurrent_edit` is what somebody has saved meanwhile, when it differs from this one.
    """

    question: Question
    raw_text: str
    text_hash: str
    value: Any = None
    faults: Sequence[Fault] = ()
    concurrent_edit: ConcurrentEdit | None = None
    is_shown: bool = True
    may_show_others: bool = False

    @property
    def name(self) -> str:
        return input_name(self.question)

    @property
    def type(self) -> AnswerType:
        return type_of(self.question.type)

    @property
    def is_plain(self) -> bool:
        """Whether the box holds what the browser's own box for this type would not show."""
        text = self.raw_text.strip()
        return bool(text) and not self.type.is_displayed_by_browsers(text)

    def with_faults(self, faults: Sequence[Fault]) -> "Entry":
        """The same with other faults first."""
        return replace(self, faults=[*faults, *self.faults])

    @property
    def display_text(self) -> str:
        """The kept answer for readers, or what was typed when it has no value."""
        if self.value is None:
            return self.raw_text
        return self.type.to_display(self.value, self.question.settings)

    @property
    def options(self) -> list[dict[str, Any]]:
        """What can be chosen, and whether it is: `value`, `label`, `is_chosen`."""
        chosen = self.raw_text.splitlines()
        all_options = self.type.options(self.question.settings)
        return [{**option, "is_chosen": option["value"] in chosen} for option in all_options]

    @property
    def claims(self) -> dict[tuple[str, str], Claim]:
        """What the boxes of a matrix hold."""
        return {(claim.purpose, claim.domain): claim for claim in claims_in_text(self.raw_text)}

    @property
    def errors_by_input(self) -> dict[str, list[Sentence]]:
        """The faults of a matrix, by the name of the input."""
        by_input: dict[str, list[Sentence]] = {}
        for fault in self.faults:
            by_input.setdefault(fault.input_id or self.name, []).append(fault.message)
        return by_input


def entries(
    section: Section, answer_set: AnswerSet, raw: Mapping[str, RawAnswer] | None = None
) -> list[Entry]:
    """The questions of a page with what their boxes hold: what was just typed, or what is kept."""
    answers = answers_by_question(answer_set)
    sent = raw or {}
    return [
        entry_of(question, answers.get(question.stable_id), sent.get(question.key))
        for question in section.questions
    ]


def entry_of(question: Question, stored: Answer | None, raw: RawAnswer | None = None) -> Entry:
    """One question with what its box holds: what was just typed, or what is kept."""
    kept = input_text(question, stored)
    value = None if stored is None else stored.value
    if raw is None or is_untouched(question, stored, raw):
        return Entry(question, kept, text_hash(kept), value, faults_of(question, stored))
    new_value, raw_text = parse_answer(question, raw.text)
    edit = None
    if is_stale(question, stored, raw):
        edit = _edit_against(question, stored, _compared(question, new_value, raw_text))
    return Entry(
        question=question,
        raw_text=raw.text,
        text_hash=text_hash(kept),
        value=value,
        faults=faults_in(question, new_value, raw_text),
        concurrent_edit=edit,
    )


def _edit_against(question: Question, stored: Answer | None, own_text: str) -> ConcurrentEdit:
    """What is kept, against a text; an answer that was never given is empty."""
    if stored is None:
        return ConcurrentEdit(None, now(), own_text, "")
    return ConcurrentEdit(
        author_id=stored.author_id,
        at=stored.updated_at,
        own_text=own_text,
        saved_text=_compared(question, stored.value, stored.raw_text),
        raw_text=input_text(question, stored),
    )


def _compared(question: Question, value: Any, raw_text: str | None) -> str:  # noqa: ANN401
    if value is None:
        return raw_text or ""
    return type_of(question.type).compared(value, question.settings)
