"""From a condition back to the boxes that make it."""

from collections.abc import Sequence
from decimal import Decimal

from callforprojects.core.data.money import Money
from callforprojects.core.data.values import AMOUNT, DAY, DECIMAL
from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    DateOffset,
    FactKind,
    Formula,
    Negation,
    Operator,
)
from callforprojects.questionnaires.conditions.boxes.offers import (
    OFFERED,
    Against,
    Every,
    OfferedComparison,
)
from callforprojects.questionnaires.conditions.boxes.rows import (
    ConditionBoxes,
    ConditionGroup,
    ConditionRow,
    MatchOf,
    TextOf,
)
from callforprojects.questionnaires.conditions.terms import Catalogue

_HUNDRED = 100


class NoBoxes(Exception):  # nobody outside sees it
    """The condition is none that boxes make."""


def boxes_of(condition: Condition | None, catalogue: Catalogue) -> ConditionBoxes | None:
    """The boxes that make a condition, or None when none do: it was made otherwise."""
    if condition is None:
        return ConditionBoxes()
    try:
        return _boxes(condition, catalogue)
    except NoBoxes:
        return None


def _boxes(condition: Condition, catalogue: Catalogue) -> ConditionBoxes:
    row = _row_or_none("0", condition, catalogue)
    if row is not None:
        return ConditionBoxes(parts=[row])
    match, parts = _group(condition)
    found = [_part(str(at), part, catalogue) for at, part in enumerate(parts)]
    return ConditionBoxes(match, found)


def _part(part_id: str, part: Condition, catalogue: Catalogue) -> ConditionRow | ConditionGroup:
    row = _row_or_none(part_id, part, catalogue)
    if row is not None:
        return row
    match, parts = _group(part)
    rows = [_row(f"{part_id}-{at}", each, catalogue) for at, each in enumerate(parts)]
    return ConditionGroup(part_id, match, rows)


def _group(condition: Condition) -> tuple[MatchOf, Sequence[Condition]]:
    match condition:
        case AllOf(parts):
            return MatchOf.ALL, parts
        case AnyOf(parts):
            return MatchOf.ANY, parts
        case Negation(AllOf(parts)):
            return MatchOf.NOT_ALL, parts
        case Negation(AnyOf(parts)):
            return MatchOf.NONE, parts
    raise NoBoxes


def _row_or_none(row_id: str, condition: Condition, catalogue: Catalogue) -> ConditionRow | None:
    try:
        return _row(row_id, condition, catalogue)
    except NoBoxes:
        return None


def _row(row_id: str, condition: Condition, catalogue: Catalogue) -> ConditionRow:
    is_denied = isinstance(condition, Negation)
    affirmed = condition.part if isinstance(condition, Negation) else condition
    every, comparisons = _together(affirmed)
    first = comparisons[0]
    term = catalogue.term(first.fact)
    if term is None:
        if is_denied or len(comparisons) > 1:
            raise NoBoxes
        return ConditionRow(row_id, first.fact)  # to be chosen again
    for offer in OFFERED[term.kind]:
        if _makes(offer, first, every, is_denied=is_denied):
            return _filled(row_id, offer, comparisons)
    raise NoBoxes


def _together(condition: Condition) -> tuple[Every, Sequence[Comparison]]:
    """The choices that one row holds: each of them is contained, or one is."""
    match condition:
        case Comparison():
            return Every.ONE, [condition]
        case AllOf(parts) | AnyOf(parts) if len(parts) > 1:
            found = [part for part in parts if isinstance(part, Comparison)]
            facts = {(part.fact, part.operator) for part in found}
            if len(found) == len(parts) and len(facts) == 1 and _are_contained(found):
                return Every.ALL if isinstance(condition, AllOf) else Every.ONE, found
    raise NoBoxes


def _are_contained(comparisons: Sequence[Comparison]) -> bool:
    return all(
        comparison.operator is Operator.CONTAINS
        and len(comparison.operands) == 1
        and isinstance(comparison.operands[0], Constant)
        and comparison.operands[0].kind is FactKind.CHOICE
        for comparison in comparisons
    )


def _makes(
    offer: OfferedComparison, comparison: Comparison, every: Every, *, is_denied: bool
) -> bool:
    """Whether this line of the list makes the comparison."""
    same = offer.operator is comparison.operator or (
        offer.operator is Operator.IN and comparison.operator is Operator.EQUALS
    )
    if not same or offer.is_denied is not is_denied or offer.every is not every:
        return False
    return offer.against is _against(comparison) and _is_same_answer(offer, comparison)


def _is_same_answer(offer: OfferedComparison, comparison: Comparison) -> bool:
    values = [each.value for each in comparison.operands if isinstance(each, Constant)]
    return not any(isinstance(value, bool) and value is not offer.is_yes for value in values)


_BY_KIND = {
    FactKind.YES_NO: Against.NOTHING,
    FactKind.PLACE: Against.PLACES,
    FactKind.CHOICE: Against.CHOICES,
}


def _against(comparison: Comparison) -> Against | None:
    """The boxes that would hold what it is compared with; None where none would."""
    match comparison.operands:
        case ():
            return Against.NOTHING
        case (Constant(kind, value),):
            is_list = isinstance(value, frozenset) and kind not in _BY_KIND
            return None if is_list else _BY_KIND.get(kind, Against.VALUE)
        case (Constant(), Constant()):
            return Against.TWO_VALUES
        case (Formula(shares=(share,), fixed=fixed),) if not fixed and share.factor > 0:
            return Against.SHARE
        case (DateOffset(months=months, days=days),) if months * days >= 0:
            return Against.DELAY
    return None


def _filled(
    row_id: str, offer: OfferedComparison, comparisons: Sequence[Comparison]
) -> ConditionRow:
    texts: dict[str, str] = {}
    chosen: list[str] = []
    for comparison in comparisons:
        for box, operand in zip((TextOf.VALUE, TextOf.HIGH), comparison.operands, strict=False):
            match operand:
                case Constant(value=frozenset() as values):
                    chosen += sorted(values)
                case Constant(kind=FactKind.CHOICE, value=value):
                    chosen.append(str(value))
                case Constant():
                    texts[box.value] = _typed(operand)
                case Formula(shares=(share, *_)):
                    texts[TextOf.PERCENT.value] = DECIMAL.to_input(_plain(share.factor * _HUNDRED))
                    texts[TextOf.OTHER.value] = share.fact
                case DateOffset(fact, months, days):
                    texts |= _delay(fact, months, days)
    return ConditionRow(row_id, comparisons[0].fact, offer.code, texts, chosen)


def _delay(fact: str, months: int, days: int) -> dict[str, str]:
    return {
        TextOf.OTHER.value: fact,
        TextOf.MONTHS.value: str(abs(months)),
        TextOf.DAYS.value: str(abs(days)),
        TextOf.SIDE.value: "before" if months + days < 0 else "after",
    }


def _typed(constant: Constant) -> str:
    """What stands in a box for a value."""
    match constant.kind:
        case FactKind.MONEY:
            return AMOUNT.to_input(Money(int(constant.value)))  # type: ignore[arg-type]  # cents
        case FactKind.NUMBER:
            return DECIMAL.to_input(_plain(Decimal(constant.value)))  # type: ignore[arg-type]  # a number
        case FactKind.DATE:
            return DAY.to_input(constant.value)  # type: ignore[arg-type]  # a day
    return str(constant.value)


def _plain(number: Decimal) -> Decimal:
    """Without the zeros at its end, nor an exponent."""
    return Decimal(format(number.normalize(), "f"))
