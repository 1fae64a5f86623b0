"""A public name means one thing: a newcomer who searches for it finds it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from callforprojects import paths

# Modules whose functions are named after the page, the rule, the command or the task, not the idea.
ROLES = {"views", "permissions", "commands", "tasks", "cli"}
# What each feature answers under the same name, because it is asked of all of them.
ASKED_OF_ALL = {"init_app", "records", "moving", "move"}


def test_no_name_means_two_things() -> None:
    shared = {name: modules for name, modules in _defined().items() if len(modules) > 1}

    assert shared == {}


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
