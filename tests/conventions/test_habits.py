"""Rules on what surrounds the code: hooks, editors, forms of issues, the card of the software."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from callforprojects import __version__, paths

REPOSITORY = paths.PACKAGE.parent
FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
# Made by others, byte for byte.
AS_RECEIVED = ("static/vendor/", "tests/journeys/vendor/", "tests/files/documents/", "tests/core/text/pasted/", "tests/migrations/kept/")  # fmt: skip

NO_TEXT = {".mo", ".pyc", ".gz", ".webp", ".pdf", ".docx", ".png"}
DOTTED = [
    REPOSITORY / f".{name}"
    for name in ("dockerignore", "editorconfig", "gitignore", "pre-commit-config.yaml")
]
FOLDERS = [
    REPOSITORY / name
    for name in (
        ".ci", ".github", "callforprojects", "docs", "migrations", "requirements", "static",
        "templates", "tests", "tools",
    )
]  # fmt: skip


def read(name: str) -> Any:
    return yaml.safe_load((REPOSITORY / name).read_text("utf-8"))


def hooks() -> list[dict[str, Any]]:
    return [hook for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]


def test_hooks_fetch_nothing() -> None:
    assert {repo["repo"] for repo in read(".pre-commit-config.yaml")["repos"]} == {"local"}
    assert {hook["language"] for hook in hooks()} == {"system"}
    assert [hook["id"] for hook in hooks() if not hook["entry"].startswith(".venv/bin/")] == []


def test_hooks_ask_what_make_check_asks() -> None:
    """The same command, or the same program on the files of the commit."""
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    checks = re.search(r"^check:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert checks is not None
    commands = [line.strip().replace("$(BIN)", ".venv/bin") for line in checks[1].splitlines()]
    programs = {command.split()[0] for command in commands}

    before_a_commit = [hook for hook in hooks() if "commit-msg" not in hook.get("stages", [])]
    strangers = [
        hook["id"]
        for hook in before_a_commit
        if hook["entry"].split()[0] not in programs
        or (not hook.get("pass_filenames", True) and hook["entry"] not in commands)
    ]

    assert len(before_a_commit) >= 6
    assert strangers == []


def test_the_subject_of_a_commit_is_read_by_a_hook() -> None:
    assert [hook["entry"] for hook in hooks() if hook.get("stages") == ["commit-msg"]] == [
        ".venv/bin/python tools/commit_subject.py"
    ]


def texts() -> Iterator[Path]:
    """Every text that people write: not what is made, nor what others have made."""
    at_the_top = [path for path in REPOSITORY.iterdir() if path.name[0] != "." or path in DOTTED]
    for path in (*at_the_top, *(each for one in FOLDERS for each in one.rglob("*"))):
        name = path.relative_to(REPOSITORY).as_posix()
        is_ours = not name.startswith(AS_RECEIVED) and "__pycache__" not in name
        if path.is_file() and is_ours and path.suffix not in NO_TEXT:
            yield path


def test_texts_are_as_editorconfig_says() -> None:
    everywhere = (REPOSITORY / ".editorconfig").read_text("utf-8").partition("[*.")[0]
    for rule in ("charset = utf-8", "end_of_line = lf", "insert_final_newline = true"):
        assert rule in everywhere
    untidy = []
    for path in texts():
        content = path.read_bytes()
        content.decode("utf-8")
        lines = content.split(b"\n")
        if (
            (content and not content.endswith(b"\n"))
            or any(line != line.rstrip() for line in lines)
            or (path.name != "Makefile" and b"\t" in content)
        ):
            untidy.append(path.relative_to(REPOSITORY).as_posix())

    assert len(list(texts())) > 1000
    assert untidy == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_forms_of_issues_speak_both_languages(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]

    assert len(labels) >= 3
    assert [
        text for text in (form["name"], form["description"], *labels) if " · " not in text
    ] == []


def test_what_others_have_made_is_in_the_notice() -> None:
    """Each package of the manifest, with its version and its licence; so are data and tests."""
    notice = (REPOSITORY / "NOTICE").read_text("utf-8")
    manifest = json.loads((paths.STATIC / "vendor" / "manifest.json").read_text("utf-8"))
    blocks = re.split(r"\n  (?=\S)", notice)

    unnamed = [
        package["name"]
        for package in manifest["packages"]
        if not any(
            block.startswith(f"{package['name']} {package['version']}")
            and package["licence"] in block
            for block in blocks
        )
    ]

    assert len(manifest["packages"]) >= 6
    assert unnamed == []
    axe = next((REPOSITORY / "tests" / "journeys" / "vendor").glob("axe-*.min.js"))
    assert axe.name.removesuffix(".min.js").replace("axe-", "axe-core ") in notice
    front_end = json.loads((REPOSITORY / "package.json").read_text("utf-8"))
    territories = front_end["devDependencies"]["@etalab/decoupage-administratif"]
    assert f"@etalab/decoupage-administratif {territories}" in notice


def test_the_card_of_the_software_is_one_of_public_code() -> None:
    """What the standard publiccode.yml 0.4 makes mandatory, and the values that it takes."""
    card = read("publiccode.yml")

    assert card["publiccodeYmlVersion"] == "0.4"
    assert card["name"] == "callforprojects"
    assert card["url"].startswith("https://")
    assert card["softwareVersion"] == __version__
    assert (card["platforms"], card["softwareType"]) == (["web"], "standalone/web")
    assert card["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert "grant-management" in card["categories"]
    assert card["intendedAudience"]["countries"] == ["FR"]
    assert card["legal"]["license"] == licence_of_the_package()
    assert card["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert [contact["name"] for contact in card["maintenance"]["contacts"]] != []
    assert card["localisation"] == {
        "localisationReady": True,
        "availableLanguages": ["fr", "en"],
    }
    assert (REPOSITORY / card["logo"]).is_file()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_card_of_the_software_describes_it(language: str) -> None:
    description = read("publiccode.yml")["description"][language]

    assert 0 < len(description["shortDescription"]) <= 150
    assert 500 <= len(description["longDescription"]) <= 10_000
    assert len(description["features"]) >= 5


def licence_of_the_package() -> str:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["license"])


def test_the_two_readmes_say_the_same() -> None:
    """French first: the same parts, pictures, commands and pages to read on in both."""
    french, english = ((REPOSITORY / name).read_text("utf-8") for name in ("README.md", "README.en.md"))  # fmt: skip
    forms = (
        r"^#+ ",
        r"^\* ",
        r"\]\((docs/pictures/\S+)\)",
        r"^(make \w+|source \S+|python -m [\w. -]+)",
        r"^\| \[\S+\]\((\S+)\)",
    )

    for form in forms:
        found = re.findall(form, french, re.MULTILINE)
        assert len(found) >= 5
        assert found == re.findall(form, english, re.MULTILINE)
    assert "](README.en.md)" in french
    assert "](README.md)" in english


def test_the_changelog_is_read_easily() -> None:
    """Newest first; what has to be done, then what is added, changed, fixed; short lines."""
    lines = (REPOSITORY / "CHANGELOG.md").read_text("utf-8").splitlines()
    releases = [line for line in lines if line.startswith("## ")]
    parts = [line for line in lines if line.startswith("### ")]
    shape = re.compile(r"(#{1,4} |\* |  )?\S.*|")

    assert releases[0] == "## Unreleased"
    assert [line for line in releases[1:] if not re.fullmatch(r"## \d+\.\d+\.\d+, \d{4}-\d\d-\d\d", line)] == []  # fmt: skip
    assert set(parts) <= {
        "### To do when upgrading", "### Added", "### Changed", "### Fixed", "### Removed",
    }  # fmt: skip
    assert [line for line in lines if len(line) > 120 or not shape.fullmatch(line)] == []
