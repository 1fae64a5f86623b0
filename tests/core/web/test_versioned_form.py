"""A form made from one version of a thing says what is saved now, wherever it stands."""

from typing import Any

from flask import Flask

from callforprojects.core.web.form import Form, VersionField
from callforprojects.core.web.versioned_form import VersionedForm

OWN_CONFLICT = {"ReviewForm"}  # kept as it is written, by `core.web.autosave`


def subclasses(kind: type[Any]) -> set[type[Any]]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def test_every_form_with_a_version_is_a_versioned_form(app: Flask) -> None:
    alone = {
        each.__name__
        for each in subclasses(Form)
        if each.__module__.startswith("callforprojects.")
        and getattr(getattr(each, "version", None), "field_class", None) is VersionField
        and not issubclass(each, VersionedForm)
    }
    assert alone <= OWN_CONFLICT, f"derive them from VersionedForm: {alone - OWN_CONFLICT}"
