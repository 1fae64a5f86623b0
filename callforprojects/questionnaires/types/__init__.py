"""The types of questions: how each reads what was typed, checks it and shows it."""

from callforprojects.questionnaires.models import QuestionType
from callforprojects.questionnaires.types.choosing import Choice, Choices, YesNo
from callforprojects.questionnaires.types.contacts import Email, Phone, Siret, WebAddress
from callforprojects.questionnaires.types.dates import Day
from callforprojects.questionnaires.types.documents import Document
from callforprojects.questionnaires.types.kind import AnswerType, Fault, TooLong, Unreadable
from callforprojects.questionnaires.types.matrix import Claim, Matrix
from callforprojects.questionnaires.types.numbers import (
    Amount,
    DecimalNumber,
    Percentage,
    WholeNumber,
)
from callforprojects.questionnaires.types.places import Place
from callforprojects.questionnaires.types.texts import LongText, ShortText

TYPES: dict[QuestionType, AnswerType] = {
    QuestionType.SHORT_TEXT: ShortText(),
    QuestionType.LONG_TEXT: LongText(),
    QuestionType.INTEGER: WholeNumber(),
    QuestionType.DECIMAL: DecimalNumber(),
    QuestionType.MONEY: Amount(),
    QuestionType.PERCENTAGE: Percentage(),
    QuestionType.DATE: Day(),
    QuestionType.YES_NO: YesNo(),
    QuestionType.CHOICE: Choice(),
    QuestionType.CHOICES: Choices(),
    QuestionType.TERRITORY: Place(),
    QuestionType.SIRET: Siret(),
    QuestionType.EMAIL: Email(),
    QuestionType.PHONE: Phone(),
    QuestionType.URL: WebAddress(),
    QuestionType.FILE: Document(),
    QuestionType.MATRIX: Matrix(),
}


def type_of(kind: QuestionType) -> AnswerType:
    """How answers of this type behave."""
    return TYPES[kind]


def setting_names_of(kind: QuestionType) -> tuple[str, ...]:
    """The settings that this type takes, in the order in which an editor asks them."""
    return TYPES[kind].setting_names


__all__ = [
    "TYPES",
    "AnswerType",
    "Claim",
    "Fault",
    "TooLong",
    "Unreadable",
    "setting_names_of",
    "type_of",
]
