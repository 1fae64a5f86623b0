"""What starts the program elsewhere names commands, files and settings that exist."""

import re
from pathlib import Path

import click
import pytest

from callforprojects import paths
from callforprojects.cli import cli

REPOSITORY = paths.PACKAGE.parent
OPERATIONS = (REPOSITORY / "docs" / "operations.md").read_text("utf-8")
_COMMAND = re.compile(r'callforprojects(?:"?,? "?)(?P<name>[a-z]+)')
_SETTING = re.compile(r"\b(?:CALLFORPROJECTS|DATABASE|REDIS)_[A-Z_]+\b")


def text_of(name: str) -> str:
    return Path(REPOSITORY, name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Procfile", {"db", "web", "worker"}),
        ("Dockerfile", {"web"}),
        ("compose.yaml", {"db", "worker", "territories", "users"}),
    ],
)
def test_commands_exist(name: str, expected: set[str]) -> None:
    said = {found["name"] for found in _COMMAND.finditer(text_of(name))}

    assert expected <= said
    assert expected <= set(cli.list_commands(click.Context(cli)))


def test_what_the_image_copies_is_there_and_is_let_through() -> None:
    let_through = set(re.findall(r"^!(\S+)$", text_of(".dockerignore"), re.MULTILINE))
    copied = {
        source.rstrip("/")
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", text_of("Dockerfile"), re.MULTILINE)
        for source in line.split()
    }

    assert copied == let_through
    assert [name for name in copied if not (REPOSITORY / name).exists()] == []


@pytest.mark.parametrize("name", ["compose.yaml", "compose.env.example", "Dockerfile"])
def test_settings_are_those_of_the_documentation(name: str) -> None:
    found = set(_SETTING.findall(text_of(name)))

    assert found
    assert [setting for setting in sorted(found) if f"`{setting}`" not in OPERATIONS] == []


def test_what_waits_in_a_container_waits_on_a_disk_or_has_a_bound() -> None:
    composed = text_of("compose.yaml")
    (temporary,) = re.findall(r"^ +TMPDIR: (\S+)", composed, re.MULTILINE)
    in_memory = re.findall(r"^  tmpfs:\n((?:    - .+\n)+)", composed, re.MULTILINE)

    assert temporary.startswith("/data/")
    assert re.findall(r"- data:(\S+)", composed) == ["/data"]
    assert [line for line in "".join(in_memory).splitlines() if ":size=" not in line] == []
