"""A condition as JSON, and back."""

import json
from typing import Any

import pytest
from hypothesis import given

from callforprojects.engines.conditions import NotACondition, from_json, to_json
from callforprojects.engines.conditions.encoding import DEEPEST, LONGEST, MOST_COMPARISONS
from tests.engines.conditions.scenes import conditions

pytestmark = pytest.mark.unit

ANSWERED: dict[str, Any] = {"fact": "name", "is": "answered", "than": []}


def read(node):
    return from_json({"format": 1, "condition": node})


def compared(operand, operator="equals"):
    return {"fact": "name", "is": operator, "than": [operand]}


@given(conditions())
def test_what_is_written_reads_the_same(condition):
    kept = json.loads(json.dumps(to_json(condition)))

    assert from_json(kept) == condition
    assert to_json(from_json(kept)) == kept


def nested(depth):
    node = ANSWERED
    for _turn in range(depth):
        node = {"not": node}
    return node


def test_a_condition_has_a_size():
    read({"all": [ANSWERED] * MOST_COMPARISONS})
    read(nested(DEEPEST - 1))
    for node in ({"any": [ANSWERED] * (MOST_COMPARISONS + 1)}, nested(DEEPEST), nested(5000)):
        with pytest.raises(NotACondition):
            read(node)


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        "all",
        {"format": 2, "condition": ANSWERED},
        {"condition": ANSWERED},
        {"format": 1, "condition": ANSWERED, "more": 1},
    ],
)
def test_another_format_is_refused(kept):
    with pytest.raises(NotACondition):
        from_json(kept)


@pytest.mark.parametrize(
    "node",
    [
        None,
        {},
        {"all": ANSWERED},
        {"all": [None]},
        {"all": [ANSWERED], "any": []},
        {"not": [ANSWERED]},
        {**ANSWERED, "more": 1},
        {"fact": 3, "is": "answered", "than": []},
        {"fact": "", "is": "answered", "than": []},
        {"fact": "x" * (LONGEST + 1), "is": "answered", "than": []},
        {"fact": "name", "is": "resembles", "than": []},
        {"fact": "name", "is": ["answered"], "than": []},
        {"fact": "name", "is": "between", "than": [{"number": "1"}] * 3},
        compared({"number": 1}),
        compared({"number": "one"}),
        compared({"number": "NaN"}),
        compared({"number": "Infinity"}),
        compared({"number": "1e400"}),
        compared({"number": "0.0000001"}),
        compared({"money": "1"}),
        compared({"money": 1.5}),
        compared({"money": True}),
        compared({"money": 10**30}),
        compared({"date": "30/06/2027"}),
        compared({"date": 20270630}),
        compared({"yes_no": "yes"}),
        compared({"other": "x"}),
        compared({"text": ["a"] * 501}),
        compared({"place": "region:53"}),
        compared({"place": [53]}),
        compared({"unknown": "x"}),
        compared({"number": "1", "text": "x"}),
        compared({"sum": [], "of": "date", "fixed": "0"}),
        compared({"sum": [{"fact": "cost"}], "of": "money", "fixed": "0"}),
        compared({"sum": [{"fact": "cost", "factor": 1}], "of": "money", "fixed": "0"}),
        compared({"after": "start", "months": "12", "days": 0}),
        compared({"after": "start", "months": 5000, "days": 0}),
        compared({"after": "start", "months": 0, "days": 10**6}),
        compared("text"),
    ],
)
def test_what_no_box_writes_is_refused(node):
    with pytest.raises(NotACondition):
        read(node)
