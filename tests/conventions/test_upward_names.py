"""No feature names what is above it, not even in a string: endpoints, tables, rules, enum values.

Imports are import-linter's. What a feature above must be known for, it declares (`feature.py`).
"""

import ast
import enum
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask

from callforprojects import paths
from callforprojects.app import FEATURES, OF_DEMONSTRATION
from callforprojects.core.data.database import Base
from callforprojects.core.data.feature import features, landmark
from callforprojects.core.data.visitors import RULES
from callforprojects.questionnaires.models import QuestionType

ORDER = ("core", "iso37101", *FEATURES, *OF_DEMONSTRATION)
SHARED = {"_layouts", "_components", "errors"}
HOLDERS = {"ForeignKey", "ForeignKeyConstraint", "table"}  # what takes the name of a table
# words that the ground has for itself: states of a drawing, keys of scripts, choices of a list
GROUND = {"scored", "sending", "territory", "choice", "choices"}
T = TypeVar("T")
STATEMENT = re.compile(r"\{[{%](.*?)[}%]\}", re.DOTALL)
TEXT = re.compile(r"\"([^\"]*)\"|'([^']*)'")
COMPARED = re.compile(r"(?:[!=]=|\bin) *[\[({]?((?:\s*(?:\"[^\"]*\"|'[^']*'),?)+)")
DOTTED = re.compile(r"([a-z0-9_]+)[./][a-z0-9_./]+")

Names = dict[str, str]


def rank(feature: str) -> int:
    return ORDER.index(feature) if feature in ORDER else -1


def lowest(names: Iterator[tuple[str, str]]) -> Names:
    """Each name with the lowest feature that has it."""
    found: Names = {}
    for name, feature in names:
        if feature in ORDER and rank(feature) < rank(found.get(name, ORDER[-1])) + 1:
            found[name] = feature
    return found


def owner(module: str) -> str:
    """`callforprojects.calls.models` is of `calls`."""
    return module.split(".")[1] if module.startswith("callforprojects.") else ""


def subclasses(base: type[T]) -> Iterator[type[T]]:
    for each in base.__subclasses__():
        yield each
        yield from subclasses(each)


@pytest.fixture(scope="module")
def dotted(declared: Flask) -> Names:
    """Endpoints, rules and verbs: `calls.detail`, `calls.edit_call`, `call.published`."""
    named = [(name, name.split(".")[0]) for name in (*declared.view_functions, *RULES)]
    verbs = [(verb, feature.name) for feature in features() for verb in feature.verbs]
    return lowest(iter([*named, *verbs]))


@pytest.fixture(scope="module")
def tables(declared: Flask) -> Names:
    found = [each for each in subclasses(Base) if hasattr(each, "__tablename__")]
    return lowest((str(each.__tablename__), owner(each.__module__)) for each in found)


@pytest.fixture(scope="module")
def values(declared: Flask) -> Names:
    enums = set(subclasses(enum.Enum)) - {QuestionType}  # named after the boxes and values of core
    return lowest(
        (member.value, owner(each.__module__))
        for each in enums
        for member in each
        if isinstance(member.value, str)
    )


def of_python(path: Path) -> str:
    return path.relative_to(paths.PACKAGE).parts[0]


def of_template(path: Path) -> str:
    parts = path.relative_to(paths.TEMPLATES).parts
    folder = parts[1] if parts[0] == "emails" else parts[0]
    return "core" if folder in SHARED else folder


def texts_of_code(source: str) -> Iterator[tuple[int, str, str]]:
    """The line, the text and its use: a table, one side of a comparison, or anything else."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    uses: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in HOLDERS:
                uses |= {id(each): "table" for each in ast.walk(node)}
        elif isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "tables":
            uses |= {id(each): "table" for each in ast.walk(node.slice)}
        elif isinstance(node, ast.Compare):
            uses |= {id(each): "compared" for each in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value, uses.get(id(node), "")


def texts_of_template(source: str) -> Iterator[tuple[int, str, str]]:
    for statement in STATEMENT.finditer(source):
        line = source.count("\n", 0, statement.start()) + 1
        for text in TEXT.finditer(statement[1]):
            yield line, text[1] or text[2] or "", ""
        for compared in COMPARED.finditer(statement[1]):
            for text in TEXT.finditer(compared[1]):
                yield line, text[1] or text[2] or "", "compared"


def named_above(
    feature: str, text: str, use: str, *, dotted: Names, tables: Names, values: Names
) -> str:
    """The feature above that a text names; empty when it names none."""
    found = [dotted.get(text, "")]
    beginning = DOTTED.fullmatch(text)
    if beginning is not None and beginning[1] in FEATURES and not text.endswith(".mo"):
        found.append(beginning[1])
    if use == "table":
        found.append(tables.get(text.partition(".")[0], ""))
    if use == "compared" and not (rank(feature) <= rank("iso37101") and text in GROUND):
        found.append(values.get(text, ""))
    return next((each for each in found if rank(each) > rank(feature)), "")


def upward(
    sources: Iterator[tuple[str, str, Iterator[tuple[int, str, str]]]], **known: Names
) -> list[str]:
    return [
        f"{place}:{line} names {text!r} of {above}"
        for place, feature, texts in sources
        if feature in ORDER
        for line, text, use in texts
        if (above := named_above(feature, text, use, **known))
    ]


def test_no_code_names_what_is_above_it(dotted: Names, tables: Names, values: Names) -> None:
    sources = (
        (str(path.relative_to(paths.PACKAGE)), of_python(path), texts_of_code(path.read_text()))
        for path in sorted(paths.PACKAGE.rglob("*.py"))
    )

    found = upward(sources, dotted=dotted, tables=tables, values=values)

    assert not found, "\n".join(found)


def test_no_template_names_what_is_above_it(dotted: Names, tables: Names, values: Names) -> None:
    sources = (
        (
            str(path.relative_to(paths.TEMPLATES)),
            of_template(path),
            texts_of_template(path.read_text()),
        )
        for path in sorted(paths.TEMPLATES.rglob("*"))
        if path.suffix in {".html", ".txt"}
    )

    found = upward(sources, dotted=dotted, tables=tables, values=values)

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        'redirect(url_for("selection.ranking"))',
        'template = "juries/invitation"',
        'can("reviews.write_review", thing)',
        'record("decision.prepared", thing)',
        'ForeignKey("jury.id")',
        'metadata.tables["decision"]',
        'if role == "chair": pass',
    ],
)
def test_what_is_above_is_seen_in_code(
    code: str, dotted: Names, tables: Names, values: Names
) -> None:
    known = {"dotted": dotted, "tables": tables, "values": values}

    assert len(upward(iter([("x", "calls", texts_of_code(code))]), **known)) == 1
    assert upward(iter([("x", "archives", texts_of_code(code))]), **known) == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ url_for('selection.ranking') }}",
        '{% if can("reviews.write_review", thing) %}{% endif %}',
        '{% if juror.role == "chair" %}{% endif %}',
        '{% if juror.role in ["chair"] %}{% endif %}',
    ],
)
def test_what_is_above_is_seen_in_a_template(
    template: str, dotted: Names, tables: Names, values: Names
) -> None:
    known = {"dotted": dotted, "tables": tables, "values": values}

    assert len(upward(iter([("x", "calls", texts_of_template(template))]), **known)) == 1
    assert upward(iter([("x", "archives", texts_of_template(template))]), **known) == []


def used(function: str) -> set[str]:
    """The names with which code and templates call a function of one text."""
    pattern = re.compile(rf"{function}\(\s*[\"']([a-z_]+)[\"']")
    places = [*paths.PACKAGE.rglob("*.py"), *paths.TEMPLATES.rglob("*.html")]
    return {name for path in places for name in pattern.findall(path.read_text())}


def test_each_landmark_that_is_asked_for_is_a_page(declared: Flask) -> None:
    asked = used("landmark")

    assert "home" in asked
    assert {landmark(name) for name in asked} <= set(declared.view_functions)
    assert {name for feature in features() for name in feature.landmarks} - asked == set()


def test_each_place_for_links_is_on_a_page() -> None:
    filled = {place for feature in features() for place in feature.navigation}

    assert filled | {"demonstration"} == used("links_at")
