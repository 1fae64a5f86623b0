"""Rules on lists: each is declared once, in the `tables.py` of its feature."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from callforprojects import paths

REPOSITORY = paths.PACKAGE.parent
SAMPLES = "style_guide/samples.py"
"""The page of style has a list that nobody keeps."""
READ_BY_THE_RANKING = "selection/forms.py"
"""Ranks are made before they are sorted: the ranking is told what its column says."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(paths.PACKAGE.rglob("*.py")):
        yield str(path.relative_to(paths.PACKAGE)), path


def is_view(name: str) -> bool:
    return Path(name).stem in {"views", "forms"} or Path(name).parent.name in {"views", "forms"}


def calls_in(path: Path) -> set[str]:
    """The names of the functions and classes that a module calls."""
    found = (
        node.func
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    )
    return {getattr(each, "id", "") or getattr(each, "attr", "") for each in found}


def attributes_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_a_list_is_declared_in_the_tables_of_its_feature() -> None:
    astray = [
        name
        for name, path in modules()
        if "tables" not in {path.stem, path.parent.name}
        and name != SAMPLES
        and not name.startswith("core/")
        and re.search(r"\bTable\b", path.read_text("utf-8"))
        and "callforprojects.core.tables" in path.read_text("utf-8")
        and "Table" in calls_in(path)
    ]

    assert astray == []


def test_no_view_builds_the_order_of_a_list() -> None:
    astray = [name for name, path in modules() if is_view(name) and "order_by" in calls_in(path)]

    assert astray == []


def test_only_the_declaration_says_what_an_order_and_a_filter_are() -> None:
    """No dictionary of columns beside it: a query applies the state, and does not read it."""
    astray = [
        name
        for name, path in modules()
        if not name.startswith("core/tables/")
        and name != READ_BY_THE_RANKING
        and {"sort_key", "is_descending", "sort_order"} & attributes_in(path)
        and "TableState" in path.read_text("utf-8")
    ]

    assert astray == []


def test_the_columns_of_a_list_that_is_sorted_come_from_its_declaration() -> None:
    """A template that draws a data table writes no heading of its own."""
    drawing = [
        path
        for path in sorted((REPOSITORY / "templates").rglob("*.html"))
        if "_components" not in path.parts
        and re.search(r"import .*\bdata_table\b", path.read_text("utf-8"))
    ]
    astray = [
        str(path.relative_to(REPOSITORY))
        for path in drawing
        if re.search(r"<th\b[^>]*scope=.col", path.read_text("utf-8"))
        or not re.search(r"call data_table\(\s*(state|list_state)\b", path.read_text("utf-8"))
    ]

    assert len(drawing) > 10
    assert astray == []


def test_no_template_writes_the_rows_of_a_page_as_a_table_of_its_own() -> None:
    astray = [
        str(path.relative_to(REPOSITORY))
        for path in sorted((REPOSITORY / "templates").rglob("*.html"))
        if re.search(
            r"call table\((?:(?!endcall).)*in page\.items", path.read_text("utf-8"), re.DOTALL
        )
    ]

    assert astray == []
