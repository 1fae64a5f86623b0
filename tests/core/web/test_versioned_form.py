"""A form made from one version of a thing says what is saved now, wherever it stands."""

from typing import Any

import pytest
from flask import Flask
from wtforms import BooleanField

from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.form import Form, VersionField
from callforprojects.core.web.versioned_form import VersionedForm, field_text

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]

OWN_CONFLICT = {"ReviewForm"}  # kept as it is written, by `core.web.autosave`


def subclasses(kind: type[Any]) -> set[type[Any]]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def test_every_form_with_a_version_is_a_versioned_form() -> None:
    alone = {
        each.__name__
        for each in subclasses(Form)
        if each.__module__.startswith("callforprojects.")
        and getattr(getattr(each, "version", None), "field_class", None) is VersionField
        and not issubclass(each, VersionedForm)
    }
    assert alone <= OWN_CONFLICT, f"derive them from VersionedForm: {alone - OWN_CONFLICT}"


@pytest.mark.parametrize(("language", "words"), [("fr", ["Oui", "Non"]), ("en", ["Yes", "No"])])
def test_a_tick_is_shown_in_words(
    app_without_database: Flask, language: str, words: list[str]
) -> None:
    class TickForm(Form):
        is_required = BooleanField("Required")

    with app_without_database.test_request_context(), in_language(language):
        shown = [field_text(TickForm(is_required=ticked).is_required) for ticked in (True, False)]

    assert shown == words
