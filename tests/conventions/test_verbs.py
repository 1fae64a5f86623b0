"""Every verb that the program writes has its sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from callforprojects import paths
from callforprojects.activity.queries import verb_sentence
from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import in_language

pytestmark = pytest.mark.usefixtures("one_engine")


def verbs_written(source: str) -> Iterator[str]:
    """The literals in the first argument of each call to `record`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "record":
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def declared() -> dict[str, Sentence]:
    return {verb: text for feature in features() for verb, text in feature.verbs.items()}


def sources() -> list[Path]:
    return sorted(paths.PACKAGE.rglob("*.py"))


def test_the_scan_sees_verbs():
    source = 'record("a.b", x, by=y)\nservices.record("c.d" if z else "e.f", x, by=y)\n'

    assert sorted(verbs_written(source)) == ["a.b", "c.d", "e.f"]


@pytest.mark.usefixtures("app_without_database")
def test_no_verb_is_written_without_a_sentence():
    missing = {
        f"{path.relative_to(paths.PACKAGE)}: {verb}"
        for path in sources()
        for verb in verbs_written(path.read_text(encoding="utf-8"))
        if "." in verb and verb not in declared()
    }

    assert missing == set()


@pytest.mark.usefixtures("app_without_database")
def test_each_verb_reads_in_both_languages():
    with in_language("en"):
        english = {verb: str(sentence) for verb, sentence in declared().items()}
    with in_language("fr"):
        same = {verb for verb, sentence in declared().items() if str(sentence) == english[verb]}

    assert len(english) > 90
    assert same == set()


@pytest.mark.usefixtures("app_without_database")
def test_no_verb_is_declared_twice():
    assert len(declared()) == sum(len(feature.verbs) for feature in features())


@pytest.mark.usefixtures("app_without_database")
def test_an_old_verb_is_shown_as_it_was_written():
    assert verb_sentence("call.teleported") == "call.teleported"
