"""A public name means one thing: a newcomer who searches for it finds it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from callforprojects import paths

# Modules whose functions are named after the page, the rule, the command or the task, not the idea.
ROLES = {"views", "permissions", "commands", "tasks", "cli"}
# What each feature answers under the same name, because it is asked of all of them.
ASKED_OF_ALL = {"init_app", "records", "moving"}
SHARED_BY_TWO = 28  # at most, and it only goes down


def test_no_name_means_three_things() -> None:
    crowded = {name: modules for name, modules in _defined().items() if len(modules) > 2}

    assert crowded == {}


def test_fewer_and_fewer_names_mean_two_things() -> None:
    shared = sorted(name for name, modules in _defined().items() if len(modules) > 1)

    assert len(shared) <= SHARED_BY_TWO, shared


def _defined() -> dict[str, set[str]]:
    """The public functions and classes of the package, and the modules that define each."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(paths.PACKAGE.rglob("*.py")):
        module = path.relative_to(paths.PACKAGE)
        if ROLES.isdisjoint(module.with_suffix("").parts):
            for name in _public(path):
                found[name].add(str(module))
    return {name: found[name] for name in found.keys() - ASKED_OF_ALL}


def _public(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
