"""A feature of one test: what it declares is known until the test ends."""

from typing import Any

import pytest
from flask import current_app

from callforprojects.core.data import feature


def declare_in(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> None:
    """Declare a feature above all the others."""
    others = {each.name: each for each in feature.features()}
    mine = feature.Feature(name=f"of_the_test_{len(others)}", **fields)
    monkeypatch.setitem(current_app.extensions, "features", {**others, mine.name: mine})
