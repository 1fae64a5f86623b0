"""The locks install alone: no address, and nothing that a package asks for is missing.

pip 23, which Python 3.11 brings, looks for `name[extra]` apart from `name` when it checks hashes,
and takes the newest release of it. So the locks are complete, keep their extras, and are installed
with `--no-deps`: what is not a line of theirs would not be there.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from callforprojects import paths

REPOSITORY = paths.PACKAGE.parent
REQUIREMENTS = REPOSITORY / "requirements"
_LINE = re.compile(r"^(?P<requirement>[A-Za-z][^\\#]+?)\s*\\$", re.MULTILINE)


def locked(name: str) -> list[Requirement]:
    """The lines of a lock that are for this machine."""
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    found = [Requirement(match["requirement"]) for match in _LINE.finditer(text)]
    return [each for each in found if each.marker is None or each.marker.evaluate()]


def asked_by(line: Requirement) -> Iterator[Requirement]:
    """What a locked package asks for here, by itself and by the extras of its line."""
    contexts = [{"extra": extra} for extra in ("", *line.extras)]
    for text in requires(line.name) or ():
        asked = Requirement(text)
        if asked.marker is None or any(asked.marker.evaluate(each) for each in contexts):
            yield asked


def missing_from(lines: list[Requirement]) -> list[str]:
    """What somebody asks for and no line gives, in this version and with these extras."""
    given = {canonicalize_name(line.name): line for line in lines}
    found = []
    for line in lines:
        for asked in asked_by(line):
            there = given.get(canonicalize_name(asked.name))
            is_met = there is not None and asked.extras <= there.extras and _holds(there, asked)
            if not is_met:
                found.append(f"{line.name} asks for {asked}")
    return found


def _holds(line: Requirement, asked: Requirement) -> bool:
    """Whether the one version of a line is within what is asked for."""
    (pinned,) = line.specifier
    return asked.specifier.contains(pinned.version, prereleases=True)


@pytest.mark.parametrize("name", ["run", "test", "dev"])
def test_a_lock_names_all_that_its_packages_ask_for(name: str) -> None:
    lines = [line for line in locked(name) if name != "dev" or _is_installed(line)]

    assert len(lines) > 40
    assert missing_from(lines) == []


def test_a_line_without_its_extra_is_seen() -> None:
    """`coverage` instead of `coverage[toml]` once made nothing install any more."""
    lines = [
        Requirement(f"coverage=={version('coverage')}") if line.name == "coverage" else line
        for line in locked("test")
    ]

    assert [each.partition(" asks")[0] for each in missing_from(lines)] == ["pytest-cov"]


def test_what_is_installed_is_what_is_locked() -> None:
    """The tests say something of the versions that people will have."""
    differing = [
        f"{line} is here in {version(line.name)}"
        for line in locked("test")
        if not line.specifier.contains(version(line.name), prereleases=True)
    ]

    assert differing == []


def test_locks_hold_no_address() -> None:
    locks = {path.name: path.read_text("utf-8") for path in REQUIREMENTS.glob("*.txt")}

    assert set(locks) == {"run.txt", "test.txt", "dev.txt"}
    assert [name for name, text in locks.items() if re.search(r"https?://", text)] == []


def test_a_wheel_is_built_with_what_is_locked() -> None:
    """A newer Babel has other plurals: each tool of the build is named with its version."""
    project = tomllib.loads(Path(REPOSITORY, "pyproject.toml").read_text("utf-8"))
    needed = [Requirement(each) for each in project["build-system"]["requires"]]
    versions = {canonicalize_name(line.name): str(line.specifier) for line in locked("dev")}

    assert {"hatchling", "babel"} <= {canonicalize_name(each.name) for each in needed}
    assert missing_from(needed) == []
    assert [
        str(each)
        for each in needed
        if str(each.specifier) != versions.get(canonicalize_name(each.name))
    ] == []


def test_a_wheel_asks_for_all_that_the_run_lock_holds() -> None:
    """Compressed files once needed a package that only the lock named."""
    project = tomllib.loads(Path(REPOSITORY, "pyproject.toml").read_text("utf-8"))["project"]
    extras = [each for group in project["optional-dependencies"].values() for each in group]
    text = (REQUIREMENTS / "run.in").read_text("utf-8")

    locked_from = [line for line in text.splitlines() if not line.startswith("#")]
    assert sorted(locked_from) == sorted([*project["dependencies"], *extras])


def _is_installed(line: Requirement) -> bool:
    """The tools of `make check` need not be there to run the tests."""
    try:
        version(line.name)
    except PackageNotFoundError:
        return False
    return True
