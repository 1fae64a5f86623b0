"""The condition that boxes make, and what is wrong beside each of them."""

from decimal import Decimal

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
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
    ConditionGroup,
    ConditionRow,
    MatchOf,
)
from tests.questionnaires.conditions.boxes.scenes import AID, COST, ENDS, row
from tests.questionnaires.conditions.scenes import CATALOGUE, STEPS

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("english_sentences")]


def built(*parts, match=MatchOf.ALL):
    builder = ConditionBuilder(CATALOGUE)
    return builder.build(ConditionBoxes(match, parts)), builder.errors


def errors_of(*parts):
    return {key: str(message) for key, message in built(*parts)[1].items()}


def test_without_a_row_there_is_no_condition() -> None:
    assert built() == (None, {})


def test_a_share_is_a_percentage_of_another_fact() -> None:
    condition, errors = built(row(AID, "more_than_of", percent="80 %", other=COST))

    assert errors == {}
    formula = Formula(FactKind.MONEY, (Share(COST, Decimal("0.8")),))
    assert condition == Comparison(AID, Operator.MORE_THAN, (formula,))


def test_types_of_an_applicant_are_each_enough() -> None:
    chosen = ConditionRow("0", "applicant.types", "none_of", chosen=["cc", "commune", "other"])

    condition, _errors = built(chosen)

    one, other = (
        Comparison("applicant.types", Operator.CONTAINS, (Constant(FactKind.CHOICE, value),))
        for value in ("commune", "cc")
    )
    assert condition == Negation(AnyOf((one, other)))


def test_groups_say_which_of_their_rows_have_to_hold() -> None:
    first, second = (
        ConditionRow(f"1-{at}", "project.title", code)
        for at, code in enumerate(("answered", "not_answered"))
    )
    answered = Comparison("project.title", Operator.ANSWERED)

    condition, _errors = built(
        row("project.summary", "answered"), ConditionGroup("1", MatchOf.NONE, [first, second])
    )

    summary = Comparison("project.summary", Operator.ANSWERED)
    assert condition == AllOf((summary, Negation(AnyOf((answered, Negation(answered))))))


@pytest.mark.parametrize(
    ("boxes", "errors"),
    [
        (row("", "equals"), {"0-fact": "Choose in the list."}),
        (row("answer.gone", "equals"), {"0-fact": "Choose in the list."}),
        (row(AID, "at_most"), {"0-value": "Enter what to compare with."}),
        (
            row(AID, "at_most", value="a lot"),
            {"0-value": "Enter an amount in euros, for example 12 500 or 12 500,50."},
        ),
        (row(AID, "between", value="5", high="3"), {"0-high": "Enter the smaller value first."}),
        (row(AID, "between", value="5"), {"0-high": "Enter what to compare with."}),
        (row(AID, "at_most_of", percent="80", other=ENDS), {"0-other": "Choose in the list."}),
        (
            row(AID, "at_most_of", percent="0", other=COST),
            {"0-percent": "Enter a percentage above 0."},
        ),
        (row(STEPS.name, "one_of"), {"0-chosen": "Choose at least one."}),
        (
            row("project.territory", "inside"),
            {"0-added": "Enter a territory, or choose a zone."},
        ),
        (
            row(ENDS, "at_most_delay", months="1300", other="project.starts_on"),
            {"0-months": "Enter a whole number from 0 to 1200."},
        ),
        (row(ENDS, "at_most_delay", months="24"), {"0-other": "Choose in the list."}),
    ],
)
def test_what_is_wrong_stands_beside_its_box(boxes, errors) -> None:
    assert errors_of(boxes) == errors


def test_the_rows_that_are_right_are_built_all_the_same() -> None:
    condition, errors = built(row(AID, "at_most"), ConditionRow("1", "project.title", "answered"))

    assert list(errors) == ["0-value"]
    assert condition == Comparison("project.title", Operator.ANSWERED)


def test_values_are_typed_as_everywhere_in_the_language_of_the_page() -> None:
    with in_language("fr"):
        condition, errors = built(row("project.partner_count", "equals", value="1 250,5"))

    assert errors == {}
    assert condition == Comparison(
        "project.partner_count",
        Operator.EQUALS,
        (Constant(FactKind.NUMBER, Decimal("1250.5")),),
    )
