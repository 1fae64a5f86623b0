"""Conditions and facts made by chance, for properties."""

from datetime import date

from hypothesis import strategies as st

from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    DateOffset,
    FactKind,
    Formula,
    Negation,
    NoValue,
    Operator,
    PlaceCodes,
    Share,
    ZoneCodes,
)

KINDS = {
    "name": FactKind.TEXT,
    "energy": FactKind.CHOICE,
    "themes": FactKind.CHOICES,
    "population": FactKind.NUMBER,
    "surface": FactKind.NUMBER,
    "cost": FactKind.MONEY,
    "aid": FactKind.MONEY,
    "begins_on": FactKind.DATE,
    "ends_on": FactKind.DATE,
    "is_begun": FactKind.YES_NO,
    "place": FactKind.PLACE,
    "plan": FactKind.OTHER,
}
CODES = ("commune:1", "commune:2", "commune:3", "epci:1", "region:53")
WORDS = ("gas", "wood", "sun")
ZONES = {"zone:a": ZoneCodes(frozenset({"commune:1", "commune:2"}), frozenset({"commune:3"}))}

_days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
_decimals = st.decimals(-1000, 1000, places=2)
_places = st.builds(
    PlaceCodes,
    st.frozensets(st.sampled_from(CODES), min_size=1),
    st.frozensets(st.sampled_from(CODES[:3])),
)
VALUES = {
    FactKind.TEXT: st.sampled_from(WORDS),
    FactKind.CHOICE: st.sampled_from(WORDS),
    FactKind.CHOICES: st.frozensets(st.sampled_from(WORDS), min_size=1),
    FactKind.NUMBER: _decimals,
    FactKind.MONEY: st.integers(-(10**6), 10**6),
    FactKind.DATE: _days,
    FactKind.YES_NO: st.booleans(),
    FactKind.PLACE: _places,
    FactKind.OTHER: st.just("something"),
}
_WRITTEN = {
    **VALUES,
    FactKind.PLACE: st.frozensets(st.sampled_from((*CODES, *ZONES)), min_size=1),
}
_ORDERED = (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN)


def _constant(kind):
    return st.builds(Constant, st.just(kind), _WRITTEN[kind])


def _offset():
    months, days = st.integers(-24, 24), st.integers(-40, 40)
    return st.builds(DateOffset, st.sampled_from(["begins_on", "ends_on"]), months, days)


def _sum(kind, names):
    shares = st.lists(st.builds(Share, st.sampled_from(names), _decimals), min_size=1, max_size=3)
    return st.builds(Formula, st.just(kind), shares.map(tuple), _decimals)


@st.composite
def comparisons(draw, *, answered=True):
    name = draw(st.sampled_from(sorted(KINDS)))
    kind = KINDS[name]
    if kind is FactKind.OTHER and not answered:
        name, kind = "cost", FactKind.MONEY
    if kind is FactKind.OTHER or (answered and draw(st.integers(0, 5)) == 0):
        return Comparison(name, Operator.ANSWERED)
    if kind.is_ordered:
        return draw(_of_order(name, kind))
    if kind is FactKind.CHOICES:
        word = Constant(FactKind.CHOICE, draw(st.sampled_from(WORDS)))
        return Comparison(name, Operator.CONTAINS, (word,))
    operator = Operator.INSIDE if kind is FactKind.PLACE else Operator.EQUALS
    return Comparison(name, operator, (draw(_constant(kind)),))


@st.composite
def _of_order(draw, name, kind):
    others = [_constant(kind)]
    if kind is FactKind.DATE:
        others.append(_offset())
    else:
        others.append(_sum(kind, [each for each in KINDS if KINDS[each] is kind]))
    if draw(st.integers(0, 4)) == 0:
        ends = sorted(draw(st.tuples(VALUES[kind], VALUES[kind])))
        return Comparison(name, Operator.BETWEEN, tuple(Constant(kind, end) for end in ends))
    return Comparison(name, draw(st.sampled_from(_ORDERED)), (draw(st.one_of(others)),))


def conditions(*, answered=True):
    leaf = comparisons(answered=answered)

    def grown(inner):
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(AllOf, parts), st.builds(AnyOf, parts), st.builds(Negation, inner)
        )

    return st.recursive(leaf, grown, max_leaves=8)


def facts(missing=tuple(NoValue)):
    """Each fact has a value, is missing in one of these ways, or is not there at all."""
    return st.fixed_dictionaries(
        {},
        optional={
            name: st.one_of(VALUES[kind], *map(st.just, missing)) for name, kind in KINDS.items()
        },
    )
