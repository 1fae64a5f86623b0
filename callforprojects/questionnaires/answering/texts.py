"""From what is typed to values and back, and whether a text has changed meanwhile."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from callforprojects.core.data.values import Unreadable
from callforprojects.core.text.cleaning import clean
from callforprojects.core.text.i18n import LANGUAGES, current_language, in_language
from callforprojects.questionnaires.models import Answer, AnswerSet, Question
from callforprojects.questionnaires.types import Fault, TooLong, type_of
from callforprojects.questionnaires.types.kind import Fields


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What came from a page: the text, and the hash of the text that the page had shown."""

    text: str
    text_hash: str | None = None


def input_name(question: Question) -> str:
    """How the input of a question is called on pages."""
    return f"answer-{question.key}"


def text_hash(text: str) -> str:
    """A short hash of a text, to know later whether it has changed."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:16]


def value_to_input(question: Question, value: Any) -> str:  # noqa: ANN401  # any JSON value
    """What stands in the box for a value."""
    return "" if value is None else type_of(question.type).to_input(value)


def input_text(question: Question, answer: Answer | None) -> str:
    """What stands in the box for a stored answer: as it was typed when it has no value."""
    if answer is None:
        return ""
    return (
        answer.raw_text if answer.raw_text is not None else value_to_input(question, answer.value)
    )


def display_text(question: Question, answer: Answer | None) -> str:
    """The answer for readers; empty when there is none."""
    if answer is None:
        return ""
    if answer.value is None:
        return answer.raw_text or ""
    return type_of(question.type).to_display(answer.value, question.settings)


def answers_by_question(answer_set: AnswerSet) -> dict[Any, Answer]:
    """The answers by the stable identifier of their question (`answers` must be loaded)."""
    return {answer.question_stable_id: answer for answer in answer_set.answers}


def faults_of(question: Question, answer: Answer | None) -> list[Fault]:
    """What is wrong with an answer that was given; nothing when there is none."""
    if answer is None:
        return []
    return faults_in(question, answer.value, answer.raw_text)


def collect(questions: Sequence[Question], fields: Fields) -> dict[str, RawAnswer]:
    """What a page sent, by the key of the question.

    Of two texts that differ, whoever keeps the other's sends nothing of their own.
    """
    raw = {}
    for question in questions:
        name = input_name(question)
        text = type_of(question.type).collect(fields, name)
        if text is not None and fields.get(f"{name}-keep") != ["theirs"]:
            hashes = fields.get(f"{name}-mark")  # its name is in the copies that browsers keep
            raw[question.key] = RawAnswer(clean(text), hashes[0] if hashes else None)
    return raw


def is_untouched(question: Question, stored: Answer | None, raw: RawAnswer) -> bool:
    """Whether the page sends back what it had shown, or what is stored, be it written otherwise."""
    if raw.text_hash is not None and text_hash(raw.text) == raw.text_hash:
        return True
    if clean(raw.text) == clean(input_text(question, stored)):
        return True
    value = None if stored is None else stored.value
    return value is not None and parse_answer(question, raw.text)[0] == value


def is_stale(question: Question, stored: Answer | None, raw: RawAnswer) -> bool:
    """Whether the text was changed here from one that somebody has changed meanwhile."""
    if raw.text_hash is None or is_untouched(question, stored, raw):
        return False
    return raw.text_hash != text_hash(input_text(question, stored))


def parse_answer(question: Question, text: str) -> tuple[Any, str | None]:
    """The value of a text, or the text itself when it has none: `(value, raw_text)`."""
    bare = clean(text)
    if not bare:
        return None, None
    try:
        return _value_of(question, bare), None
    except Unreadable:
        return None, bare


def length_fault(question: Question, text: str) -> Fault | None:
    """What to say of a text that is too long even to be kept; None when it is not."""
    try:
        type_of(question.type).refuse_long(clean(text))
    except TooLong as error:
        return Fault(error.message, error.field or "")
    return None


def faults_in(question: Question, value: Any, raw_text: str | None) -> list[Fault]:  # noqa: ANN401
    """What is wrong with a value, or with a text that has none.

    Such a text was refused in the language of its author: no other language may read it.
    """
    if raw_text is not None:
        try:
            value = _value_in_all_languages(question, raw_text)
        except Unreadable as error:
            return [Fault(error.message, error.field or "")]
    if value is None:
        return []
    return list(type_of(question.type).faults(value, question.settings))


def _value_in_all_languages(question: Question, bare: str) -> Any:  # noqa: ANN401  # any JSON value
    """Raises Unreadable where one of them has no value for it, the reader's first."""
    value = None
    for language in dict.fromkeys((current_language(), *LANGUAGES)):
        with in_language(language):
            value = _value_of(question, bare)
    return value


def _value_of(question: Question, bare: str) -> Any:  # noqa: ANN401  # any JSON value
    """Raises Unreadable; what is too long is not even looked at."""
    kind = type_of(question.type)
    kind.refuse_long(bare)
    return kind.parse(bare, question.settings)
