"""Members of an enum carry their label, translated when it is shown, and their tone."""

import copy
import importlib
import json
import pickle
import pkgutil
from enum import StrEnum

import pytest

import callforprojects
from callforprojects.core.text.i18n import _, in_language
from callforprojects.core.text.labels import LabelledEnum

pytestmark = pytest.mark.unit


class Door(LabelledEnum):
    OPEN = "open", _("Save"), "success"
    CLOSED = "closed", _("Cancel")


def test_a_member_is_its_value_and_carries_how_it_reads():
    assert Door("open") is Door.OPEN
    assert (Door.OPEN, Door.OPEN.value, str(Door.OPEN), f"{Door.OPEN}") == ("open",) * 4
    assert json.dumps(Door.CLOSED) == '"closed"'
    assert Door.OPEN.tone == "success"
    assert Door.CLOSED.tone == "neutral"
    assert pickle.loads(pickle.dumps(Door.OPEN)) is Door.OPEN  # noqa: S301  # our own
    assert copy.deepcopy(Door.CLOSED) is Door.CLOSED


def test_a_label_is_translated_when_it_is_shown(app_without_database):
    with app_without_database.test_request_context():
        assert [said_in(language) for language in ("fr", "en")] == ["Enregistrer", "Save"]


def said_in(language):
    with in_language(language):
        return str(Door.OPEN.label)


@pytest.mark.parametrize("facts", [("open",), ("open", "Open", "purple")])
def test_a_member_without_label_or_with_an_unknown_tone_is_refused(facts):
    with pytest.raises(Exception, match=r"needs a label|__set_name__"):
        LabelledEnum("Gate", {"OPEN": facts})


def test_no_enum_finds_its_label_or_tone_at_each_call():
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(callforprojects.__path__, "callforprojects.")
        if not each.name.endswith("__main__")
    ]
    enums = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    computed = [
        kind.__name__
        for kind in enums
        if issubclass(kind, StrEnum) and {"label", "tone"} & vars(kind).keys()
    ]
    assert not computed, f"use core.text.labels.LabelledEnum: {computed}"
