"""What needs no database is tested without one; tests share scenes, they do not lend one another."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from callforprojects import paths

TESTS = paths.PACKAGE.parent / "tests"


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def of_units() -> Iterator[Path]:
    """The modules that stand on no table: rules, forms, engines, values."""
    for path in sorted(paths.PACKAGE.rglob("*.py")):
        inside = path.relative_to(paths.PACKAGE)
        is_named = path.name == "permissions.py" or inside.parts[0] == "engines"
        is_value = inside.parts[:3] == ("core", "data", "values")
        if path.name != "__init__.py" and (is_named or is_value or has_form(parsed(path))):
            yield inside


def has_form(module: ast.Module) -> bool:
    """Whether a module declares a form: a class made from one, whatever it is called."""
    bases = {
        ast.unparse(base).rpartition(".")[2]
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
    }
    return any(base.endswith("Form") for base in bases)


def places_of_test(module: Path) -> list[Path]:
    """Where the tests of a module are; those of the values are one table."""
    if module.parent.name == "values":
        return [TESTS / module.parent.with_name("test_values.py")]
    own = TESTS / module.with_name(f"test_{module.name}")
    return [own, *sorted((TESTS / module.with_suffix("")).glob("test_*.py"))]


def is_unit(path: Path) -> bool:
    """Whether all tests of a file are marked `unit`."""
    return path.is_file() and any(
        "pytest.mark.unit" in ast.unparse(node.value)
        for node in parsed(path).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
    )


@pytest.mark.parametrize("module", list(of_units()), ids=str)
def test_rules_forms_engines_and_values_are_tested_without_a_database(module: Path) -> None:
    places = places_of_test(module)

    assert any(is_unit(place) for place in places), (
        f"{module} has no test marked unit: it belongs in {places[0].relative_to(TESTS)}"
    )


def test_the_scan_finds_each_kind() -> None:
    found = {str(path) for path in of_units()}

    assert found >= {
        "accounts/forms.py",
        "calls/forms/drafting.py",
        "calls/permissions.py",
        "core/data/values/amounts.py",
        "core/web/form.py",
        "engines/scoring.py",
        "questionnaires/editor/forms.py",
    }
    assert not any(path.startswith("territories/") for path in found)
    assert has_form(ast.parse("class Any(forms.VersionedForm): ..."))
    assert not has_form(ast.parse("class Form: ..."))


def imports_of(path: Path) -> Iterator[tuple[str, str]]:
    """The modules of tests that a file takes something from, and what."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "tests":
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((a.name, "") for a in node.names if a.name.startswith("tests."))


def borrowed(path: Path) -> list[str]:
    """What a file takes from a file of tests."""
    found = [f"{module}.{name}".rstrip(".") for module, name in imports_of(path)]
    return [name for name in found if any(part.startswith("test_") for part in name.split("."))]


def test_no_test_is_imported() -> None:
    lent = {str(path.relative_to(TESTS)): borrowed(path) for path in _files()}

    assert {file: names for file, names in lent.items() if names} == {}, (
        "what two files of tests need stands in scenes.py, or in a module that says what it is"
    )


def plain_functions(conftest: ast.Module) -> set[str]:
    """The functions of a conftest that pytest does not ask for: neither fixtures nor hooks."""
    return {
        node.name
        for node in conftest.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("pytest_")
        and not any("fixture" in ast.unparse(each) for each in node.decorator_list)
    }


def test_a_conftest_lends_fixtures_only() -> None:
    lent = []
    for path in _files():
        for module, name in imports_of(path):
            if module.endswith(".conftest"):
                conftest = TESTS.parent.joinpath(*module.split(".")).with_suffix(".py")
                if name in plain_functions(parsed(conftest)):
                    lent.append(f"{path.relative_to(TESTS)}: {name}")

    assert lent == [], "a function that tests call stands in scenes.py"


def test_what_is_lent_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "test_new.py"
    file.write_text(
        "import tests.calls.test_views\nfrom tests.calls import test_models\n"
        "from tests.calls.test_views import grid\nfrom tests.calls.scenes import draft\n"
    )
    conftest = ast.parse(
        "@pytest.fixture\ndef one(): ...\n@pytest.fixture(autouse=True)\ndef two(): ...\n"
        "def pytest_collection(): ...\ndef three(): ...\n"
    )

    assert borrowed(file) == [
        "tests.calls.test_views",
        "tests.calls.test_models",
        "tests.calls.test_views.grid",
    ]
    assert plain_functions(conftest) == {"three"}


def _files() -> list[Path]:
    return sorted(TESTS.rglob("*.py"))
