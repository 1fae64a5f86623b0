"""A feature of one test: what it declares is known until the test ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import current_app

from callforprojects.core.data import feature
from callforprojects.core.data.database import Model
from callforprojects.core.data.visibility_rules import (
    NOTHING,
    Known,
    Rows,
    Visibility,
    VisibilityCondition,
)
from callforprojects.core.data.visitors import Visitor


def declare_in(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> None:
    """Declare a feature above all the others."""
    others = {each.name: each for each in feature.features()}
    mine = feature.Feature(name=f"of_the_test_{len(others)}", **fields)
    monkeypatch.setitem(current_app.extensions, "features", {**others, mine.name: mine})


@dataclass(frozen=True)
class Asked(VisibilityCondition):
    """A condition that a function answers, of one thing only."""

    answer: Callable[[Any, Any], bool]

    def holds(self, visitor: Visitor, thing: Model) -> bool:
        return self.answer(visitor, thing)

    def of_rows(self, visitor: Visitor, known: Known = NOTHING) -> Rows:
        pytest.fail("a function answers of one thing: no query asks it")


def read_by(answer: Callable[[Any, Any], bool]) -> Visibility:
    """The rule of things that are read by those of whom the function says so."""
    return Visibility(readers=Asked(answer))
