"""A draft whose questions depend on each other, as officers make them."""

from callforprojects.engines.conditions import (
    Comparison,
    Constant,
    FactKind,
    Operator,
)
from callforprojects.questionnaires.conditions import fact_of
from callforprojects.questionnaires.models import Question, QuestionType
from callforprojects.questionnaires.services import QuestionDetails
from tests.factories.questionnaires import make_question

T = QuestionType
ENERGY = {"options": [{"value": "gas", "label": "Gas"}, {"value": "wood", "label": "Wood"}]}


def make_energy() -> Question:
    """A question with two choices."""
    return make_question(T.CHOICE, key="energy", label="Energy", settings=ENERGY)


def is_gas(question: Question, value: str = "gas") -> Comparison:
    """The answer to it is so."""
    fact = fact_of(question.stable_id)
    return Comparison(fact, Operator.EQUALS, (Constant(FactKind.CHOICE, value),))


def is_given(question: Question) -> Comparison:
    """There is an answer to it."""
    return Comparison(fact_of(question.stable_id), Operator.ANSWERED)


def as_it_is(question: Question, **changes: object) -> QuestionDetails:
    """What its page sends back, but for these."""
    kept = {
        name: getattr(question, name)
        for name in ("type", "label", "help", "is_required", "settings", "purposes", "domains")
    }
    return QuestionDetails(**{**kept, "stands_for": question.stands_for or "", **changes})
