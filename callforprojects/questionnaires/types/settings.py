"""The settings of questions: what the editor writes becomes clean JSON."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from callforprojects.core.data.formats import too_long
from callforprojects.core.data.values import DECIMAL, WHOLE, Unreadable
from callforprojects.core.text.cleaning import character_count
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

FILE_TYPES = ("pdf", "docx", "odt", "xlsx", "ods", "png", "jpg")
MOST_WORDS = 4000  # within the signs that a long text may have
MOST_CHARACTERS = 2000
_MOST_OPTIONS = 60
_LONGEST_OPTION = 300
_CELLS = 72

Cleaner = Callable[[Any], Any]


def _whole(name: str, most: int) -> Cleaner:
    """A whole number from 1 to `most`, or nothing."""

    def clean(value: Any) -> int | None:  # noqa: ANN401  # from a form or from JSON
        refused = DomainError(_("Enter a whole number from 1 to %(most)s.", most=most), field=name)
        try:
            number = WHOLE.parse_any("" if value is None else str(value))
        except Unreadable as error:
            raise refused from error
        if number is not None and not 1 <= number <= most:
            raise refused
        return number

    return clean


def _bound(name: str) -> Cleaner:
    """A decimal number kept as text, or nothing."""

    def clean(value: Any) -> str | None:  # noqa: ANN401
        is_text = value is None or isinstance(value, str)
        number = DECIMAL.parse_any(value, name) if is_text else Decimal(str(value))
        return None if number is None else format(number, "f")

    return clean


def _options(value: Any) -> list[dict[str, str]]:  # noqa: ANN401
    """Two options at least, each `{"value", "label"}`, no value twice."""
    options = [_option(item) for item in value or ()]
    values = {option["value"] for option in options}
    if len(options) < 2:  # noqa: PLR2004  # a choice needs two
        raise DomainError(_("Enter at least two options."), field="options")
    if len(options) > _MOST_OPTIONS:
        raise DomainError(_("This list is too long: 60 options at most."), field="options")
    if len(values) != len(options):
        raise DomainError(_("Two options are the same."), field="options")
    return options


def _option(item: Any) -> dict[str, str]:  # noqa: ANN401
    """An option, or its label alone, which is then its value too."""
    pair = item if isinstance(item, dict) else {"value": item, "label": item}
    label = str(pair.get("label", "")).strip()
    value = str(pair.get("value", "")).strip() or label
    if not label or "\n" in value:
        raise DomainError(_("An option is empty."), field="options")
    if character_count(label) > _LONGEST_OPTION:
        raise DomainError(too_long(_LONGEST_OPTION), field="options")
    return {"value": value, "label": label}


def _file_types(value: Any) -> list[str] | None:  # noqa: ANN401
    names = [str(name).lower().lstrip(".") for name in value or ()]
    if not set(names) <= set(FILE_TYPES):
        raise DomainError(_("Choose among: %(types)s.", types=", ".join(FILE_TYPES)), field="types")
    return names or None


CLEANERS: dict[str, Cleaner] = {
    "max_words": _whole("max_words", MOST_WORDS),
    "max_length": _whole("max_length", MOST_CHARACTERS),
    "max_cells": _whole("max_cells", _CELLS),
    "minimum": _bound("minimum"),
    "maximum": _bound("maximum"),
    "options": _options,
    "types": _file_types,
}
