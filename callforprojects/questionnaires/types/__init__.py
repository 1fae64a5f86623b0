"""The types of questions: how each reads a raw text, checks its value and displays it."""

from datetime import date, datetime
from decimal import Decimal

from callforprojects.core.data import values
from callforprojects.core.data.money import Money
from callforprojects.questionnaires.models import QuestionType
from callforprojects.questionnaires.types.choosing import Choice, Choices, YesNo
from callforprojects.questionnaires.types.documents import Document
from callforprojects.questionnaires.types.kind import (
    AnswerType as AnswerType,
    Fault as Fault,
    TooLong as TooLong,
)
from callforprojects.questionnaires.types.matrix import Claim as Claim, Matrix
from callforprojects.questionnaires.types.of_values import NumberAnswer, ValueAnswer
from callforprojects.questionnaires.types.places import TerritoryAnswer
from callforprojects.questionnaires.types.texts import LongText, ShortText


def _in_full(number: Decimal) -> str:
    return format(number, "f")


TYPES: dict[QuestionType, AnswerType] = {
    QuestionType.SHORT_TEXT: ShortText(),
    QuestionType.LONG_TEXT: LongText(),
    QuestionType.INTEGER: NumberAnswer(values.WHOLE, to_json=int, from_json=int),
    QuestionType.DECIMAL: NumberAnswer(values.DECIMAL, to_json=_in_full, from_json=Decimal),
    QuestionType.MONEY: NumberAnswer(
        values.AMOUNT,
        to_json=lambda amount: amount.cents,
        from_json=Money,
        amount=lambda cents: Money(cents).amount,
    ),
    QuestionType.PERCENTAGE: NumberAnswer(values.PERCENTAGE, to_json=_in_full, from_json=Decimal),
    QuestionType.DATE: ValueAnswer(
        values.DAY, to_json=date.isoformat, from_json=date.fromisoformat
    ),
    QuestionType.INSTANT: ValueAnswer(
        values.INSTANT, to_json=datetime.isoformat, from_json=datetime.fromisoformat
    ),
    QuestionType.YES_NO: YesNo(),
    QuestionType.CHOICE: Choice(),
    QuestionType.CHOICES: Choices(),
    QuestionType.TERRITORY: TerritoryAnswer(),
    QuestionType.SIREN: ValueAnswer(values.SIREN),
    QuestionType.SIRET: ValueAnswer(values.SIRET),
    QuestionType.RNA: ValueAnswer(values.RNA),
    QuestionType.IBAN: ValueAnswer(values.IBAN),
    QuestionType.EMAIL: ValueAnswer(values.EMAIL),
    QuestionType.PHONE: ValueAnswer(values.PHONE),
    QuestionType.URL: ValueAnswer(values.WEB_ADDRESS),
    QuestionType.FILE: Document(),
    QuestionType.MATRIX: Matrix(),
}


def type_of(kind: QuestionType) -> AnswerType:
    """How answers of this type behave."""
    return TYPES[kind]


def setting_names_of(kind: QuestionType) -> tuple[str, ...]:
    """The settings that this type takes, in the order in which an editor asks them."""
    return TYPES[kind].setting_names
