"""Rules on files: their size, their names, what they say first."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from callforprojects import paths
from callforprojects.app import FEATURES
from callforprojects.core.data.database import Base

REPOSITORY = paths.PACKAGE.parent
FORBIDDEN = {"utils", "util", "helpers", "common", "misc", "base", "manager", "interfaces"}
LONGEST_FILE = 400
LONGEST_VIEW = 20
CHANGING = {"commit", "delete", "flush", "hit", "mkdir", "put", "rename", "rmtree", "touch"} | {
    "unlink", "write", "write_bytes", "write_text",
}  # fmt: skip


def sources(*suffixes: str) -> Iterator[Path]:
    for folder in ("callforprojects", "templates", "static", "tests", "tools"):
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.suffix in suffixes and "vendor" not in path.parts:
                yield path


def modules() -> list[Path]:
    """The Python of the package alone."""
    return [path for path in sources(".py") if path.is_relative_to(paths.PACKAGE)]


def test_the_rules_see_the_files() -> None:
    """An empty list of files would break no rule."""
    counts = {suffix: len(list(sources(suffix))) for suffix in (".py", ".html", ".css", ".js")}

    assert all(count >= 10 for count in counts.values()), counts
    assert counts[".py"] > 300


def test_no_file_is_long() -> None:
    long = [
        f"{path.relative_to(REPOSITORY)}: {count}"
        for path in sources(".py", ".html", ".css", ".js", ".typ")
        if (count := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    ]

    assert long == []


def test_no_module_is_a_drawer() -> None:
    drawers = [str(path) for path in sources(".py") if path.stem in FORBIDDEN]

    assert drawers == []


def test_every_module_says_its_duty() -> None:
    silent = [
        str(path.relative_to(REPOSITORY))
        for path in sources(".py")
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]

    assert silent == []


def test_no_view_is_long() -> None:
    long = []
    for path in modules():
        if path.stem != "views" and path.parent.name != "views":
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > LONGEST_VIEW:
                    long.append(f"{path.relative_to(REPOSITORY)} {node.name}: {size}")

    assert long == []


def test_a_function_that_is_named_as_a_question_changes_nothing() -> None:
    """`is_…` and `has_…` are facts: who reads one does not look for a file that it removes."""
    changing = [
        f"{path.relative_to(REPOSITORY)} {node.name}: {call.func.attr}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and re.match(r"_?(is|has)_", node.name)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in CHANGING
    ]

    assert changing == []


def test_the_domain_never_commits() -> None:
    """One transaction per request: only core.data.transaction commits."""
    committing = [
        str(path.relative_to(REPOSITORY))
        for path in modules()
        if path.name != "transaction.py"
        and re.search(r"session\.(commit|rollback)\(", path.read_text("utf-8"))
    ]

    assert committing == []


def test_views_ask_nothing_of_the_database() -> None:
    curious = [
        str(path.relative_to(REPOSITORY))
        for path in modules()
        if (path.stem in {"views", "forms"} or path.parent.name in {"views", "forms"})
        and re.search(r"\bdb\.session\b|\bselect\(", path.read_text("utf-8"))
    ]

    assert curious == []


# read in the query of their row, whatever it loads
ALWAYS_THERE = {"Application.round", "Call.current_round", "Jury.round"}


def test_every_relationship_refuses_to_load_by_surprise(application: Flask) -> None:
    """The application loads the models of every feature."""
    lazy = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy != "raise_on_sql"
    ]

    assert set(lazy) == ALWAYS_THERE
    assert len(list(Base.registry.mappers)) > len(FEATURES)


def test_every_foreign_key_has_an_index(application: Flask) -> None:
    bare = []
    for table in Base.metadata.tables.values():
        indexed = {index.columns[0].name for index in table.indexes if len(index.columns)}
        indexed |= {column.name for column in table.columns if column.unique}
        indexed |= {
            constraint.columns[0].name
            for constraint in table.constraints
            if hasattr(constraint, "columns")
            and len(constraint.columns)
            and type(constraint).__name__ in {"UniqueConstraint", "PrimaryKeyConstraint"}
        }
        bare += [
            f"{table.name}.{column.name}"
            for column in table.columns
            if column.foreign_keys and column.name not in indexed
        ]

    assert bare == []
