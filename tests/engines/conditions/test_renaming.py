"""The same condition of facts that are called otherwise."""

import pytest
from hypothesis import given

from callforprojects.engines.conditions import evaluate, facts_in, with_facts_renamed
from tests.engines.conditions.scenes import KINDS, ZONES, conditions, facts

pytestmark = pytest.mark.unit

NEW_NAMES = {name: f"copy.{name}" for name in KINDS}


@given(conditions(), facts())
def test_it_holds_of_the_renamed_as_it_did_of_the_others(condition, known) -> None:
    renamed = with_facts_renamed(condition, NEW_NAMES)
    moved = {NEW_NAMES[name]: value for name, value in known.items()}

    assert facts_in(renamed) == {NEW_NAMES[name] for name in facts_in(condition)}
    assert evaluate(renamed, moved, ZONES) is evaluate(condition, known, ZONES)


@given(conditions())
def test_a_name_that_is_not_given_another_stays(condition) -> None:
    assert with_facts_renamed(condition, {}) == condition
