"""Questions and their answers as facts: of what kind, and with which value."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from callforprojects.core.data.clock import to_paris
from callforprojects.engines.conditions import FactKind, FactValue, NoValue, PlaceCodes
from callforprojects.questionnaires.models import Answer, Question, QuestionType

ANSWER = "answer."
Places = Mapping[str, PlaceCodes]
"""Where territories lie, by identifier; one that is not there is not known."""

_KINDS = {
    QuestionType.INTEGER: FactKind.NUMBER,
    QuestionType.DECIMAL: FactKind.NUMBER,
    QuestionType.PERCENTAGE: FactKind.NUMBER,
    QuestionType.MONEY: FactKind.MONEY,
    QuestionType.DATE: FactKind.DATE,
    QuestionType.INSTANT: FactKind.DATE,
    QuestionType.YES_NO: FactKind.YES_NO,
    QuestionType.CHOICE: FactKind.CHOICE,
    QuestionType.CHOICES: FactKind.CHOICES,
    QuestionType.TERRITORY: FactKind.PLACE,
    QuestionType.FILE: FactKind.OTHER,
    QuestionType.MATRIX: FactKind.OTHER,
    QuestionType.IBAN: FactKind.OTHER,
}


def fact_of(stable_id: uuid.UUID) -> str:
    """The name of the answer to a question in conditions."""
    return f"{ANSWER}{stable_id}"


def fact_kind_of(kind: QuestionType) -> FactKind:
    """What the answers to questions of a type are compared as."""
    return _KINDS.get(kind, FactKind.TEXT)


def answer_fact(
    question: Question, answer: Answer | None, places: Places | None = None
) -> FactValue | NoValue:
    """The answer as a fact; a text that could not be read is none yet."""
    if answer is None or answer.value is None:
        return NoValue.UNANSWERED
    kind = fact_kind_of(question.type)
    if kind is FactKind.PLACE:
        return (places or {}).get(answer.value["id"], NoValue.NOT_KNOWN)
    if kind is FactKind.DATE:
        return _day(question.type, answer.value)
    return _plain_value(kind, answer.value)


def _plain_value(kind: FactKind, value: Any) -> FactValue | NoValue:  # noqa: ANN401  # JSON
    match kind:
        case FactKind.NUMBER:
            return Decimal(str(value))
        case FactKind.CHOICES:
            return frozenset(value) or NoValue.UNANSWERED
        case FactKind.OTHER:
            return True  # whatever it is, it is answered
    return _as_it_is(value)


def _day(kind: QuestionType, value: str) -> date:
    if kind is QuestionType.INSTANT:
        return to_paris(datetime.fromisoformat(value)).date()
    return date.fromisoformat(value)


def _as_it_is(value: Any) -> FactValue:  # noqa: ANN401  # a text, cents, or yes and no
    found: FactValue = value
    return found
