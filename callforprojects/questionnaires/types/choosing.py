"""Choices: yes or no, one in a list, several in a list."""

from collections.abc import Mapping, Sequence
from typing import Any

from callforprojects.core.data.values import Unreadable
from callforprojects.core.text.cleaning import LONGEST_TEXT
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.questionnaires.types.kind import AnswerType, Fields, Settings


class YesNo(AnswerType):
    """Kept as true or false."""

    box = "one_of"

    def options(self, settings: Settings) -> Sequence[Mapping[str, Any]]:
        del settings
        return [
            {"value": self.to_input(value), "label": self.to_display(value, {})}
            for value in (True, False)
        ]

    def parse(self, raw_text: str, settings: Settings) -> bool:
        del settings
        if raw_text not in {"yes", "no"}:
            raise Unreadable(_("Choose yes or no."))
        return raw_text == "yes"

    def to_input(self, value: bool) -> str:  # noqa: FBT001  # it is the value
        return "yes" if value else "no"

    def to_display(self, value: bool, settings: Settings) -> str:  # noqa: FBT001
        del settings
        return str(pgettext("answer", "Yes") if value else pgettext("answer", "No"))


class Choice(AnswerType):
    """One of the `options`."""

    setting_names = ("options",)
    box = "choice"

    def options(self, settings: Settings) -> Sequence[Mapping[str, Any]]:
        return _options(settings)

    def parse(self, raw_text: str, settings: Settings) -> str:
        if raw_text not in _labels(settings):
            raise Unreadable(_("Choose in the list."))
        return raw_text

    def to_display(self, value: str, settings: Settings) -> str:
        return _labels(settings).get(value, value)


class Choices(AnswerType):
    """Several of the `options`, typed one per line."""

    setting_names = ("options",)
    box = "choices"
    longest = LONGEST_TEXT

    def options(self, settings: Settings) -> Sequence[Mapping[str, Any]]:
        return _options(settings)

    def parse(self, raw_text: str, settings: Settings) -> list[str]:
        chosen = raw_text.splitlines()
        if not set(chosen) <= set(_labels(settings)):
            raise Unreadable(_("Choose in the list."))
        return [value for value in _labels(settings) if value in chosen]

    def to_input(self, value: list[str]) -> str:
        return "\n".join(value)

    def to_display(self, value: list[str], settings: Settings) -> str:
        labels = _labels(settings)
        return ", ".join(labels.get(code, code) for code in value)

    def collect(self, fields: Fields, name: str) -> str | None:
        """Boxes left empty are not sent: a hidden companion says that they were asked."""
        if f"{name}-asked" not in fields:
            return None
        return "\n".join(fields.get(name, []))


def _labels(settings: Settings) -> dict[str, str]:
    return {option["value"]: option["label"] for option in _options(settings)}


def _options(settings: Settings) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = settings.get("options", [])
    return found
