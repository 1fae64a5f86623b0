"""What the tools are told in `pyproject.toml` names modules as they are: a rename may miss it."""

import re
import tomllib
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import Any

import pytest

from callforprojects import paths

TOOLS = tomllib.loads((paths.PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["tool"]
BANNED = TOOLS["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
ADVICE = re.compile(r"use ((?:core|operations)\.[\w.]+)")


def test_contracts_of_core_hold_whole_folders() -> None:
    """One module of a folder instead of all of it would hold next to nothing."""
    named = {
        module
        for contract in TOOLS["importlinter"]["contracts"]
        for module in contract.get("source_modules", ())
        if module.startswith("callforprojects.core.")
    }

    assert {f"callforprojects.core.{each}" for each in ("text", "data", "tables")} <= named
    assert all(is_folder(module) for module in named), named


def is_folder(module: str) -> bool:
    spec = find_spec(module)
    return spec is not None and spec.submodule_search_locations is not None


@pytest.mark.parametrize("banned", BANNED)
def test_who_uses_what_is_banned_is_told_what_there_is_instead(banned: str) -> None:
    advice = ADVICE.search(BANNED[banned]["msg"])

    assert advice is None or resolved(advice[1].rstrip(".")) is not None


def resolved(name: str) -> Any:
    return resolve_name(f"callforprojects.{name}")
