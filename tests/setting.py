"""Settings for one test that needs no database (`with_settings` is for those that have one)."""

import dataclasses
from typing import Any

import pytest
from flask import current_app


def set_in(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Change settings of the application whose context is open, until the test is over."""
    extensions = current_app.extensions
    changed = dataclasses.replace(extensions["settings"], **values)
    monkeypatch.setitem(extensions, "settings", changed)
