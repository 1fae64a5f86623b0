"""What depends on itself."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from callforprojects.engines.conditions import find_circle

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("references", "circle"),
    [
        ({}, ()),
        ({"a": ["b"], "b": ["c"]}, ()),
        ({"a": ["a"]}, ("a", "a")),
        ({"a": ["b"], "b": ["a"]}, ("a", "b", "a")),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, ()),
        ({"a": ["b"], "b": ["c"], "c": ["d", "b"]}, ("b", "c", "b")),
        ({"z": ["y"], "y": ["z"], "a": ["b"], "b": ["c"], "c": ["a"]}, ("y", "z", "y")),
    ],
)
def test_a_circle_is_given_with_its_way(references, circle):
    assert find_circle(references) == circle


@given(st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from("abcdef"))))
def test_a_way_follows_references(references):
    way = find_circle(references)

    for name, following in pairwise(way):
        assert following in references[name]
    assert way == () or way[0] == way[-1]


@given(st.dictionaries(st.integers(0, 9), st.frozensets(st.integers(0, 9))))
def test_what_only_refers_to_what_comes_before_has_no_circle(numbers):
    references = {str(k): [str(v) for v in vs if v < k] for k, vs in numbers.items()}

    assert find_circle(references) == ()
