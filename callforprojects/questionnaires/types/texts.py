"""Texts, short and long."""

import re
from collections.abc import Iterator

from callforprojects.core.text.cleaning import LONGEST_TEXT, clean, unwrapped, word_count
from callforprojects.core.text.i18n import ngettext
from callforprojects.questionnaires.types.kind import AnswerType, Fault, Fields, Settings
from callforprojects.questionnaires.types.settings import MOST_CHARACTERS

DEFAULT_LENGTH = 300


class ShortText(AnswerType):
    """One line, limited in characters (`max_length`); its no-break spaces stay as typed."""

    setting_names = ("max_length",)
    longest = MOST_CHARACTERS

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        return re.sub(r"[^\S\u00a0\u202f]+", " ", typed)

    def faults(self, value: str, settings: Settings) -> Iterator[Fault]:
        excess = len(value) - settings.get("max_length", DEFAULT_LENGTH)
        if excess > 0:
            yield Fault(
                ngettext("%(num)s character too many.", "%(num)s characters too many.", excess)
            )


class LongText(AnswerType):
    """Paragraphs, limited in words (`max_words`)."""

    setting_names = ("max_words",)
    widget = "long_text"
    longest = LONGEST_TEXT

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        return typed

    def collect(self, fields: Fields, name: str) -> str | None:
        """Lines that a PDF had cut are whole again."""
        text = super().collect(fields, name)
        return None if text is None else unwrapped(clean(text))

    def faults(self, value: str, settings: Settings) -> Iterator[Fault]:
        limit = settings.get("max_words")
        excess = word_count(value) - limit if limit else 0
        if excess > 0:
            yield Fault(ngettext("%(num)s word too many.", "%(num)s words too many.", excess))
