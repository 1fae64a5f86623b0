"""What becomes of the French when the English changes: kept, marked, and refused until read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tools import i18n

HEADER = (
    "# The French of callforprojects.{0}.\n"
    'msgid ""\nmsgstr ""\n'
    '"Project-Id-Version: callforprojects VERSION\\n"\n"Language: fr\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
)
CLOSES = '\nmsgid "This call closes on Friday."\nmsgstr "Cet appel clôt vendredi."\n'
COUNT = (
    '\nmsgid "one open call"\nmsgid_plural "many open calls"\n'
    'msgstr[0] "un appel ouvert"\nmsgstr[1] "des appels ouverts"\n\n'
)
Say = Callable[..., None]


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues of two features, the second above the first."""
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "calls.po").write_text(HEADER.format("calls") + CLOSES + COUNT, "utf-8")
    (folder / "juries.po").write_text(HEADER.format("juries"), "utf-8")
    monkeypatch.setattr(i18n, "CATALOGUES", folder)
    monkeypatch.setattr(i18n, "FEATURES", {"calls": ("calls",), "juries": ("juries",)})
    return folder


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Set what the program says, as a newer release would."""

    def change(**texts: list[object]) -> None:
        said = {name: [(text, None, "views.py:1") for text in each] for name, each in texts.items()}
        monkeypatch.setattr(i18n, "texts_of", lambda feature: said.get(feature, []))

    return change


PLURAL = ("one open call", "many open calls")


def translations(path: Path) -> dict[object, tuple[object, bool]]:
    """Each English with its French, and whether that is to be read again."""
    with path.open("rb") as file:
        return {
            each.id if isinstance(each.id, str) else each.id[0]: (each.string, each.fuzzy)
            for each in read_po(file, locale="fr")
            if each.id
        }


def test_nothing_changes_while_the_program_says_the_same(french: Path, say: Say, capsys) -> None:
    say(calls=["This call closes on Friday.", PLURAL])
    before = (french / "calls.po").read_text("utf-8")

    assert i18n.main([], check=False) == 0

    assert (french / "calls.po").read_text("utf-8") == before
    assert i18n.main([], check=True) == 0
    assert capsys.readouterr().out == ""


def test_a_sentence_that_changed_keeps_its_french_until_it_is_read_again(
    french: Path, say: Say, capsys
) -> None:
    say(calls=["This call closes on Monday.", PLURAL])

    i18n.main([], check=False)
    i18n.main([], check=False)

    found = translations(french / "calls.po")
    assert found["This call closes on Monday."] == ("Cet appel clôt vendredi.", True)
    assert "This call closes on Friday." not in found
    lines = (french / "calls.po").read_text("utf-8").splitlines()
    assert [line for line in lines if "Friday" in line] == [
        '#| msgid "This call closes on Friday."'
    ]

    capsys.readouterr()
    assert i18n.main([], check=True) == 1
    assert capsys.readouterr().out == (
        "calls.po: to be read again, then take `fuzzy` away: 'This call closes on Monday.', "
        "was 'This call closes on Friday.'\n"
    )


def test_once_it_is_read_again_nothing_is_left_to_do(french: Path, say: Say) -> None:
    say(calls=["This call closes on Monday.", PLURAL])
    i18n.main([], check=False)
    path = french / "calls.po"

    reviewed = path.read_text("utf-8").replace("#, fuzzy\n", "").replace("vendredi", "lundi")
    path.write_text(reviewed, "utf-8")
    i18n.main([], check=False)

    assert translations(path)["This call closes on Monday."] == ("Cet appel clôt lundi.", False)
    assert "#|" not in path.read_text("utf-8")
    assert i18n.main([], check=True) == 0


def test_a_plural_that_changed_keeps_both_its_numbers(french: Path, say: Say) -> None:
    say(calls=["This call closes on Friday.", ("one open call!", "many open calls!")])

    i18n.main([], check=False)

    french_now = ("un appel ouvert", "des appels ouverts")
    assert translations(french / "calls.po")["one open call!"] == (french_now, True)


def test_a_text_that_goes_to_another_feature_takes_its_french_with_it(
    french: Path, say: Say
) -> None:
    say(calls=[PLURAL], juries=["This call closes on Friday."])

    i18n.main([], check=False)

    assert translations(french / "juries.po") == {
        "This call closes on Friday.": ("Cet appel clôt vendredi.", False)
    }
    assert "This call closes on Friday." not in translations(french / "calls.po")
    assert i18n.main([], check=True) == 0


def test_a_new_sentence_like_no_other_is_to_be_translated(french: Path, say: Say, capsys) -> None:
    say(calls=["This call closes on Friday.", PLURAL, "Who judges?"])

    assert i18n.main([], check=False) == 0
    assert i18n.main([], check=True) == 1
    assert capsys.readouterr().out == "calls.po: not translated: 'Who judges?'\n" * 2


def test_each_feature_has_a_template_for_other_languages(french: Path, say: Say, capsys) -> None:
    say(calls=["This call closes on Friday.", PLURAL], juries=["Who judges?"])
    i18n.main([], check=False)

    assert translations(french.parent / "calls.pot") == {
        "This call closes on Friday.": ("", False),
        "one open call": (("", ""), False),
    }
    assert list(translations(french.parent / "juries.pot")) == ["Who judges?"]

    capsys.readouterr()
    (french.parent / "calls.pot").unlink()
    assert i18n.main([], check=True) == 1
    assert "calls.pot: not up to date, run `make i18n`\n" in capsys.readouterr().out
