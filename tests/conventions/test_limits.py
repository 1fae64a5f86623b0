"""Every text that comes from outside has a limit, and none is above that of its kind."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import pytest
from wtforms import (
    BooleanField,
    Field,
    FileField,
    PasswordField,
    StringField,  # noqa: TID251  # what all texts are
)
from wtforms.fields.choices import SelectFieldBase
from wtforms.fields.core import UnboundField

import callforprojects
from callforprojects.calls.forms.drafting import ExpectedProfileField
from callforprojects.core.text.cleaning import LONGEST_LINE, LONGEST_TEXT
from callforprojects.core.web.fields import AtMost, LineField, LongTextField
from callforprojects.core.web.form import Form, refuse_long_text
from callforprojects.questionnaires.types import TYPES, AnswerType, TooLong
from callforprojects.reviews.forms import MarkField

# What these read is a number, a day, a tick, one of some choices, a document: no text is kept.
NO_TEXT = (
    BooleanField,
    ExpectedProfileField,
    FileField,
    MarkField,
    SelectFieldBase,
)
LARGER = {"matrix"}  # a list of 72 texts, each of which has its limit


def forms() -> Iterator[type[Form]]:
    """Every form that a module declares."""
    for found in pkgutil.walk_packages(callforprojects.__path__, "callforprojects."):
        if ".forms" in found.name:
            importlib.import_module(found.name)
    waiting: list[type[Form]] = [Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        declared = getattr(sys.modules[form.__module__], form.__name__, None)
        if form is declared:  # one that was made for a request may be left by another test
            yield form


def fields() -> Iterator[tuple[str, Field]]:
    """Every field of these forms, as a form binds it."""
    meta = Form.Meta()
    for form in forms():
        for name, unbound in vars(form).items():
            if isinstance(unbound, UnboundField):
                options = {"name": name, "prefix": "", "translations": None, "_meta": meta}
                yield (
                    f"{form.__module__}.{form.__name__}.{name}",
                    meta.bind_field(None, unbound, options),
                )


def test_every_field_of_a_form_limits_its_text() -> None:
    found = dict(fields())
    texts = {name: field for name, field in found.items() if isinstance(field, StringField)}

    assert len(texts) > 50
    assert [n for n, field in texts.items() if field.validators[0] is not refuse_long_text] == []
    assert [n for n, f in found.items() if n not in texts and not isinstance(f, NO_TEXT)] == []


@pytest.mark.parametrize(
    ("kind", "most"),
    [(LineField, LONGEST_LINE), (PasswordField, LONGEST_LINE), (LongTextField, LONGEST_TEXT)],
)
def test_a_field_with_a_larger_limit_than_its_kind_is_refused(
    kind: type[StringField], most: int
) -> None:
    def bound(limit: int) -> Field:
        options = {"name": "text", "prefix": "", "translations": None, "_meta": Form.Meta()}
        return Form.Meta().bind_field(None, kind("Text", [AtMost(limit)]), options)

    assert bound(most).validators[0] is refuse_long_text
    with pytest.raises(ValueError, match="above that of its kind"):
        bound(most + 1)


@pytest.mark.parametrize(("name", "kind"), [(each.value, kind) for each, kind in TYPES.items()])
def test_every_type_of_question_limits_its_text(name: str, kind: AnswerType) -> None:
    kind.refuse_long("x" * kind.longest)

    with pytest.raises(TooLong):
        kind.refuse_long("x" * (kind.longest + 1))
    assert kind.longest <= LONGEST_TEXT or name in LARGER
