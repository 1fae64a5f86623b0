"""Catalogues: merged, compiled when they are newer, and their quarrels found."""

import gettext
from pathlib import Path

import pytest
from babel.messages import catalog

from callforprojects.core.text.catalogues import CatalogueError, compile_folder, disagreements

pytestmark = pytest.mark.unit

TWO = "nplurals=2; plural=(n > 1);"
THREE = "nplurals=3; plural=(n==0 || n==1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
HEADER = (
    f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {TWO}\\n"\n'
)
PLURAL = (
    '\nmsgid "%(num)s call"\nmsgid_plural "%(num)s calls"\n'
    'msgstr[0] "%(num)s appel"\nmsgstr[1] "%(num)s appels"\n'
)


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


def test_nothing_of_the_making_stays(french: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_folder(french)

    assert [path.name for path in (french / "LC_MESSAGES").iterdir()] == ["messages.mo"]

    (french / "LC_MESSAGES" / "messages.mo").unlink()
    monkeypatch.setattr(Path, "replace", None)  # as on a full disk
    with pytest.raises(TypeError):
        compile_folder(french)
    assert list((french / "LC_MESSAGES").iterdir()) == []


def test_two_features_that_disagree_are_named(french: Path) -> None:
    (french / "juries.po").write_text(HEADER + '\nmsgid "Call"\nmsgstr "Convocation"\n', "utf-8")

    assert disagreements(french) == ["calls, juries: 'Call'"]


def test_an_empty_folder_is_left_alone(tmp_path: Path) -> None:
    compile_folder(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [0, 1, 2, 7, 1_000_000])
def test_plurals_are_those_of_the_header_whatever_babel_knows(
    french: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Babel 2.19 counts three plurals in French: seven things were said in English."""
    monkeypatch.setattr(catalog, "get_plural", lambda _locale: (3, THREE.partition("plural=")[2]))
    (french / "calls.po").write_text(HEADER + PLURAL, "utf-8")

    compile_folder(french)

    with (french / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    text = translations.ngettext("%(num)s call", "%(num)s calls", number)
    assert text == ("%(num)s appel" if number < 2 else "%(num)s appels")


def test_catalogues_whose_headers_differ_are_refused(french: Path) -> None:
    (french / "juries.po").write_text(HEADER.replace(TWO, THREE), "utf-8")

    with pytest.raises(CatalogueError, match=r"differ: calls\.po \(nplurals=2.*juries\.po \(npl"):
        compile_folder(french)

    assert not (french / "LC_MESSAGES").exists()


def test_a_catalogue_without_a_rule_of_plurals_is_refused(french: Path) -> None:
    (french / "juries.po").write_text(HEADER.replace(f'"Plural-Forms: {TWO}\\n"\n', ""), "utf-8")

    with pytest.raises(CatalogueError, match=r"juries\.po: its header does not say"):
        compile_folder(french)
