"""Conditions that boxes make, by chance, and the fields of their page."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    DateOffset,
    FactKind as K,
    Formula,
    Negation,
    Operator as Op,
    Share,
)
from callforprojects.questionnaires.conditions.boxes import (
    ConditionBoxes,
    ConditionGroup,
    ConditionRow,
)
from tests.questionnaires.conditions.scenes import STEPS

AID, COST, ENDS = "project.requested_amount", "project.total_cost", "project.ends_on"
_ORDERED = (Op.AT_LEAST, Op.AT_MOST, Op.MORE_THAN, Op.LESS_THAN, Op.EQUALS)
_CHOSEN = st.frozensets(st.sampled_from(["study", "works", "both"]), min_size=2)
_TYPES = st.sampled_from(
    [["commune", "cc"], ["cc", "association"], ["commune", "cc", "association"]]
)
_days = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def _with(fact: str, operators: Any, *operands: Any) -> st.SearchStrategy[Comparison]:
    return st.builds(Comparison, st.just(fact), operators, st.tuples(*operands))


def _constant(kind: K, values: Any) -> st.SearchStrategy[Constant]:
    return st.builds(Constant, st.just(kind), values)


def _share(factor: int) -> Formula:
    return Formula(K.MONEY, (Share(COST, Decimal(factor) / 1000),))


def _contained(types: list[str], group: Any) -> Any:
    contains = [
        Comparison("applicant.types", Op.CONTAINS, (Constant(K.CHOICE, value),)) for value in types
    ]
    return group(tuple(contains))


_affirmed = st.one_of(
    _with(AID, st.sampled_from(_ORDERED), _constant(K.MONEY, st.integers(0, 10**9))),
    _with(AID, st.sampled_from(_ORDERED[:4]), st.integers(1, 5000).map(_share)),
    _with(
        "project.partner_count",
        st.sampled_from(_ORDERED),
        _constant(K.NUMBER, st.decimals(-999, 999, places=2)),
    ),
    _with(ENDS, st.sampled_from(_ORDERED), _constant(K.DATE, _days)),
    _with(
        ENDS,
        st.sampled_from(_ORDERED[:4]),
        st.builds(
            lambda months, days, sign: DateOffset("project.starts_on", sign * months, sign * days),
            st.integers(0, 60),
            st.integers(0, 300),
            st.sampled_from([1, -1]),
        ),
    ),
    _with("answer.1", st.just(Op.EQUALS), _constant(K.CHOICE, st.just("works"))),
    _with("answer.1", st.just(Op.IN), _constant(K.CHOICE, _CHOSEN)),
    _with(
        "project.territory",
        st.just(Op.INSIDE),
        _constant(K.PLACE, st.frozensets(st.sampled_from(["region:53", "commune:1"]), min_size=1)),
    ),
    _with("project.is_started", st.just(Op.EQUALS), _constant(K.YES_NO, st.booleans())),
    _with("project.title", st.just(Op.CONTAINS), _constant(K.TEXT, st.sampled_from(["a b", "é"]))),
    _with("project.title", st.just(Op.ANSWERED)),
    _TYPES.map(lambda types: _contained(types, AnyOf)),
    _TYPES.map(lambda types: _contained(types, AllOf)),
)
_denied = st.one_of(
    _with("answer.1", st.just(Op.IN), _constant(K.CHOICE, _CHOSEN)),
    _with("project.title", st.just(Op.ANSWERED)),
    _TYPES.map(lambda types: _contained(types, AnyOf)),
).map(Negation)
ROWS = st.one_of(_affirmed, _denied)


def _matched(parts: Any) -> Any:
    return st.one_of(
        parts.map(AllOf),
        parts.map(AnyOf),
        parts.map(AnyOf).map(Negation),
        parts.map(AllOf).map(Negation),
    )


def _is_no_row(condition: Any) -> bool:
    """A group of choices of one fact is a row, not a group."""
    group: Any = condition.part if isinstance(condition, Negation) else condition
    return not all(isinstance(part, Comparison) for part in group.parts) or (
        len({part.fact for part in group.parts}) > 1
    )


_groups = _matched(st.lists(ROWS, min_size=1, max_size=3).map(tuple)).filter(_is_no_row)
MADE = st.one_of(
    ROWS,
    _matched(st.lists(st.one_of(ROWS, _groups), min_size=2, max_size=4).map(tuple)).filter(
        _is_no_row
    ),
)


def fields_of(boxes: ConditionBoxes, prefix: str = "c") -> Mapping[str, list[str]]:
    """What the page of these boxes sends."""
    fields: dict[str, list[str]] = {f"{prefix}-match": [boxes.match], f"{prefix}-part": []}
    for part in boxes.parts:
        fields[f"{prefix}-part"].append(part.id)
        if isinstance(part, ConditionGroup):
            fields[f"{prefix}-{part.id}-match"] = [part.match]
            for row in part.rows:
                fields[f"{prefix}-part"].append(row.id)
                fields |= _fields_of(row, prefix)
        else:
            fields |= _fields_of(part, prefix)
    return fields


def _fields_of(row: ConditionRow, prefix: str) -> dict[str, list[str]]:
    stem = f"{prefix}-{row.id}"
    texts = {f"{stem}-{box}": [text] for box, text in row.texts.items()}
    own = {f"{stem}-fact": [row.fact], f"{stem}-code": [row.code]}
    return {**own, f"{stem}-chosen": list(row.chosen), **texts}


def row(fact: str, code: str, **texts: str) -> ConditionRow:
    """The first row."""
    return ConditionRow("0", fact, code, texts)


assert STEPS.options
