"""Engines import the standard library, numpy and highspy: they can be read and run alone."""

import ast
import sys
from pathlib import Path

import pytest

from callforprojects import paths

ALLOWED = sys.stdlib_module_names | {"numpy", "highspy"}
ENGINES = sorted((paths.PACKAGE / "engines").rglob("*.py"))


def imported_by(source: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("source", ENGINES, ids=lambda path: path.stem)
def test_an_engine_stands_on_nothing_of_ours(source: Path) -> None:
    others = {
        name
        for name in imported_by(source)
        if name.partition(".")[0] not in ALLOWED and not name.startswith("callforprojects.engines")
    }

    assert others == set()


def test_there_are_engines() -> None:
    assert {"distribution", "scoring", "envelope"} <= {source.stem for source in ENGINES}
