"""What is drawn of a field of a form: its box, whatever WTForms calls it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,  # noqa: TID251  # of a list of lines
)

from callforprojects.core.web.fields import TerritoryField, ValueField

_KINDS = {
    BooleanField: "checkbox",
    RadioField: "one_of",
    SelectMultipleField: "choices",
    SelectField: "choice",
    TextAreaField: "long_text",
    TerritoryField: "territory",
}
_FLAGS = {
    "required": "required",
    "disabled": "disabled",
    "minlength": "minlength",
    "limit": "data-limit",  # in characters that people see, which `maxlength` does not count
}


@dataclass(frozen=True, slots=True)
class Box:
    """What `_components/input.html` needs; `kind` is `hidden` for what is not seen."""

    kind: str
    attributes: Mapping[str, object]
    text: str = ""
    options: Sequence[Mapping[str, object]] = ()
    is_plain: bool = False


def box_of(field: Any) -> Box:  # noqa: ANN401  # a field of WTForms
    """The box of a field, with what it holds."""
    kind = _kind_of(field)
    attributes = {"id": field.id, "name": field.name, **dict(_attributes(field, kind))}
    if isinstance(field, SelectField):
        return Box(kind, attributes, options=list(_options(field)))
    text = "" if isinstance(field, BooleanField) else str(field._value())  # noqa: SLF001  # what WTForms shows
    is_plain = isinstance(field, ValueField) and field.is_plain
    return Box(kind, attributes, text, is_plain=is_plain)


def _kind_of(field: Field) -> str:
    if isinstance(field, ValueField):
        return field.kind.box
    found = next((kind for of, kind in _KINDS.items() if isinstance(field, of)), None)
    return found or str(getattr(field.widget, "input_type", "text"))


def _attributes(field: Field, kind: str) -> Iterator[tuple[str, object]]:
    """What its validators and its form say; one box ticked is enough of several."""
    for flag, name in _FLAGS.items():
        value = getattr(field.flags, flag)
        if value and not (kind == "choices" and flag == "required"):
            yield name, "" if value is True else value
    if isinstance(field, BooleanField):
        yield "value", "y"
        yield "checked", "" if field.data else None
    for name, value in (field.render_kw or {}).items():
        yield name, "" if value is True else value


def _options(field: Any) -> Iterator[Mapping[str, object]]:  # noqa: ANN401  # a list of WTForms
    for choice in field.iter_choices():
        yield {
            "value": choice.value,
            "label": choice.label or choice.value,
            "is_chosen": choice.selected,
        }
