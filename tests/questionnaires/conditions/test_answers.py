"""Answers as facts."""

from datetime import date
from decimal import Decimal

import pytest

from callforprojects.engines.conditions import FactKind, NoValue, PlaceCodes
from callforprojects.questionnaires.conditions import answer_fact, fact_kind_of
from callforprojects.questionnaires.models import Answer, QuestionType as T
from tests.factories.questionnaires import make_question

pytestmark = pytest.mark.unit

RENNES = PlaceCodes(frozenset({"commune:35238", "region:53"}), frozenset({"commune:35238"}))


@pytest.mark.parametrize(
    ("kind", "value", "fact"),
    [
        (T.SHORT_TEXT, "Vélos", "Vélos"),
        (T.SIREN, "213502388", "213502388"),
        (T.INTEGER, 12, Decimal(12)),
        (T.DECIMAL, "12.50", Decimal("12.5")),
        (T.PERCENTAGE, "70", Decimal(70)),
        (T.MONEY, 1_234_50, 1_234_50),
        (T.DATE, "2027-06-30", date(2027, 6, 30)),
        (T.INSTANT, "2027-06-30T22:30:00+00:00", date(2027, 7, 1)),
        (T.YES_NO, False, False),
        (T.CHOICE, "gas", "gas"),
        (T.CHOICES, ["gas", "wood"], frozenset({"gas", "wood"})),
        (T.CHOICES, [], NoValue.UNANSWERED),
        (T.TERRITORY, {"id": "commune:35238", "name": "Rennes"}, RENNES),
        (T.TERRITORY, {"id": "commune:1", "name": "Elsewhere"}, NoValue.NOT_KNOWN),
        (T.FILE, {"id": "1", "name": "a.pdf"}, True),
        (T.MATRIX, [{"purpose": "a"}], True),
    ],
)
def test_an_answer_is_a_fact_of_its_kind(kind, value, fact) -> None:
    question = make_question(kind)

    assert answer_fact(question, Answer(value=value), {"commune:35238": RENNES}) == fact


def test_what_is_not_answered_or_not_readable_is_unanswered() -> None:
    question = make_question(T.INTEGER)

    assert answer_fact(question, None) is NoValue.UNANSWERED
    assert answer_fact(question, Answer(value=None, raw_text="twelve")) is NoValue.UNANSWERED


def test_each_type_of_question_has_a_kind() -> None:
    kinds = {kind: fact_kind_of(kind) for kind in T}

    assert [kind for kind in T if kinds[kind] is FactKind.TEXT] == [
        *(T.SHORT_TEXT, T.LONG_TEXT, T.SIREN, T.SIRET, T.RNA, T.EMAIL, T.PHONE, T.URL)
    ]
    assert {kind for kind in T if kinds[kind] is FactKind.OTHER} == {T.FILE, T.MATRIX, T.IBAN}
