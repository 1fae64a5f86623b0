"""The tree of tests is that of the modules: whoever changes a module knows where its tests are."""

from pathlib import Path

from callforprojects import paths

REPOSITORY = paths.PACKAGE.parent
# What is of no one module: each of these folders says of the whole product what its name says.
OF_THE_WHOLE = {
    "access", "across_features", "conventions", "hostile", "journeys", "migrations", "release",
}  # fmt: skip


def test_each_test_is_where_its_module_is() -> None:
    lost = [str(path) for path in _tests() if not _mirrors(path)]

    assert lost == [], (
        "tests/P/test_M.py tests the module or the package P/M; where one file is too short for a "
        "module, tests/P/M/test_*.py share it; what crosses features is in tests/across_features"
    )


def test_a_test_without_module_is_seen() -> None:
    assert _mirrors(Path("calls/test_eligibility.py"))
    assert _mirrors(Path("calls/services/test_publication.py"))
    assert _mirrors(Path("core/data/transaction/test_on_rollback.py"))
    assert _mirrors(Path("tools/benchmark/test_data.py"))
    assert not _mirrors(Path("calls/test_publication.py"))
    assert not _mirrors(Path("calls/services/test_other.py"))
    assert not _mirrors(Path("funds/test_views.py"))


def _tests() -> list[Path]:
    """The files of tests of single modules, from the folder of tests."""
    tests = REPOSITORY / "tests"
    found = [path.relative_to(tests) for path in sorted(tests.rglob("test_*.py"))]
    assert len(found) > 200
    return [path for path in found if path.parts[0] not in OF_THE_WHOLE]


def _mirrors(test: Path) -> bool:
    """Whether a module, a package, or the module that its folder is named after is there."""
    root = REPOSITORY if test.parts[0] == "tools" else paths.PACKAGE
    tested = root / test.parent / test.stem.removeprefix("test_")
    of_folder = (root / test.parent).with_suffix(".py")
    is_package = (tested / "__init__.py").is_file()
    return tested.with_suffix(".py").is_file() or is_package or of_folder.is_file()
