"""Catalogues: merged, compiled when they are newer, and their quarrels found."""

import gettext
from pathlib import Path

import pytest

from callforprojects.core.catalogues import compile_folder, disagreements

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


@pytest.fixture
def french(tmp_path: Path) -> Path:
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "calls.po").write_text(HEADER + '\nmsgid "Call"\nmsgstr "Appel"\n', "utf-8")
    (folder / "juries.po").write_text(HEADER + '\nmsgid "Jury"\nmsgstr "Jury"\n', "utf-8")
    return folder


def said(folder: Path, text: str) -> str:
    with (folder / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(text)


def test_the_catalogues_of_all_features_become_one(french: Path) -> None:
    compile_folder(french)

    assert [said(french, "Call"), said(french, "Jury")] == ["Appel", "Jury"]


def test_what_is_compiled_is_made_again_only_when_a_catalogue_is_newer(french: Path) -> None:
    compile_folder(french)
    target = french / "LC_MESSAGES" / "messages.mo"
    made = target.stat().st_mtime_ns

    compile_folder(french)
    assert target.stat().st_mtime_ns == made

    (french / "calls.po").write_text(HEADER + '\nmsgid "Call"\nmsgstr "Appel à projets"\n', "utf-8")
    compile_folder(french)
    assert said(french, "Call") == "Appel à projets"


def test_nothing_of_the_making_stays(french: Path) -> None:
    compile_folder(french)

    assert [path.name for path in (french / "LC_MESSAGES").iterdir()] == ["messages.mo"]


def test_two_features_that_disagree_are_named(french: Path) -> None:
    (french / "juries.po").write_text(HEADER + '\nmsgid "Call"\nmsgstr "Convocation"\n', "utf-8")

    assert disagreements(french) == ["calls, juries: 'Call'"]


def test_an_empty_folder_is_left_alone(tmp_path: Path) -> None:
    compile_folder(tmp_path)

    assert list(tmp_path.iterdir()) == []
