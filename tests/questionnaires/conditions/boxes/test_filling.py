"""From a condition to its boxes, and to the same condition again."""

from decimal import Decimal

import pytest
from hypothesis import given

from callforprojects.core.text.i18n import in_language
from callforprojects.engines.conditions import (
    AllOf,
    Comparison,
    Constant,
    FactKind,
    Formula,
    Negation,
    Operator,
    Share,
)
from callforprojects.questionnaires.conditions.boxes import (
    ConditionBoxes,
    ConditionBuilder,
    boxes_in,
    boxes_of,
)
from tests.questionnaires.conditions.boxes.scenes import AID, COST, MADE, fields_of
from tests.questionnaires.conditions.scenes import CATALOGUE, SMALL

pytestmark = pytest.mark.unit


@given(MADE)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_boxes_make_the_condition_that_they_show(language, condition) -> None:
    with in_language(language):
        boxes = boxes_of(condition, CATALOGUE)
        assert boxes is not None
        sent = boxes_in(fields_of(boxes), "c")
        builder = ConditionBuilder(CATALOGUE)

        assert builder.build(sent) == condition
        assert builder.errors == {}


def test_no_condition_has_no_boxes() -> None:
    assert boxes_of(None, CATALOGUE) == ConditionBoxes()


_HALF = Share(COST, Decimal("0.5"))


@pytest.mark.parametrize(
    "condition",
    [
        AllOf((AllOf((AllOf((SMALL, Negation(SMALL))), SMALL)), SMALL)),
        Comparison(AID, Operator.AT_MOST, (Formula(FactKind.MONEY, (_HALF, _HALF)),)),
        Negation(
            Comparison("project.is_started", Operator.EQUALS, (Constant(FactKind.YES_NO, True),))
        ),
    ],
)
def test_what_no_boxes_make_is_said_to_be_so(condition) -> None:
    assert boxes_of(condition, CATALOGUE) is None


def test_a_fact_that_is_gone_is_chosen_again() -> None:
    boxes = boxes_of(Comparison("answer.gone", Operator.ANSWERED), CATALOGUE)

    assert boxes is not None
    assert [row.code for row in boxes.rows] == [""]
