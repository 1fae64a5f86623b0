"""Journeys wait for what they did, never for time: the same run says the same twice."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from callforprojects import paths

FOLDER = paths.PACKAGE.parent / "tests" / "journeys"
_SENDING = {"press", "click"}
_LEAVING = {"goto", "reload", "sign_in", "go_back"}
_WAITING_FOR_TIME = {"sleep", "wait_for_timeout"}
_ALLOWED = {
    "site.py": "a mail is looked for again and again, until it is there",
    "test_weight.py": "the type is made to come late",
}


def steps() -> Iterator[tuple[Path, ast.stmt, ast.stmt]]:
    """Each statement of the journeys with the one after it."""
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            body = getattr(node, "body", None)
            if isinstance(body, list):
                yield from ((path, *pair) for pair in pairwise(body))


def called(statement: ast.stmt) -> set[str]:
    """The names of what a simple statement calls; nothing of one that holds others."""
    if not isinstance(statement, ast.Expr | ast.Assign):
        return set()
    functions = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    return {
        function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        for function in functions
    }


def test_a_page_that_is_being_sent_is_not_left() -> None:
    """`goto` while a form travels ends it: what was pressed must show before one goes elsewhere."""
    found = list(steps())

    assert len(found) > 500
    assert [
        f"{path.name}:{after.lineno}"
        for path, before, after in found
        if called(before) & _SENDING and called(after) & _LEAVING
    ] == []


def test_nobody_waits_for_time() -> None:
    waiting = [
        f"{path.name}:{node.lineno}"
        for path in sorted(FOLDER.glob("*.py"))
        if path.name not in _ALLOWED
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in _WAITING_FOR_TIME
    ]

    assert waiting == []
