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
from callforprojects.questionnaires.types.places import Place
from callforprojects.questionnaires.types.texts import LongText, ShortText


def _in_full(number: Decimal) -> str:
    return format(number, "f")


TYPES: dict[QuestionType, AnswerType] = {
    QuestionType.SHORT_TEXT: ShortText(),
    QuestionType.LONG_TEXT: LongText(),
    QuestionType.INTEGER: NumberAnswer(values.WHOLE, kept=int, value_of=int),
    QuestionType.DECIMAL: NumberAnswer(values.DECIMAL, kept=_in_full, value_of=Decimal),
    QuestionType.MONEY: NumberAnswer(
        values.AMOUNT,
        kept=lambda amount: amount.cents,
        value_of=Money,
        amount=lambda cents: Money(cents).amount,
    ),
    QuestionType.PERCENTAGE: NumberAnswer(values.PERCENTAGE, kept=_in_full, value_of=Decimal),
    QuestionType.DATE: ValueAnswer(values.DAY, kept=date.isoformat, value_of=date.fromisoformat),
    QuestionType.INSTANT: ValueAnswer(
        values.INSTANT, kept=datetime.isoformat, value_of=datetime.fromisoformat
    ),
    QuestionType.YES_NO: YesNo(),
    QuestionType.CHOICE: Choice(),
    QuestionType.CHOICES: Choices(),
    QuestionType.TERRITORY: Place(),
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
