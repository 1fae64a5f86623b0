"""Texts, short and long."""

from collections.abc import Iterator

from callforprojects.core.data.values import LINE, PARAGRAPHS
from callforprojects.core.text.cleaning import character_count, word_count
from callforprojects.core.text.i18n import ngettext
from callforprojects.questionnaires.types.kind import Fault, Fields, Settings
from callforprojects.questionnaires.types.of_values import ValueAnswer
from callforprojects.questionnaires.types.settings import MOST_CHARACTERS

DEFAULT_LENGTH = 300


class ShortText(ValueAnswer):
    """One line, limited in characters (`max_length`)."""

    setting_names = ("max_length",)

    def __init__(self) -> None:
        super().__init__(LINE)
        self.longest = MOST_CHARACTERS

    def faults(self, value: str, settings: Settings) -> Iterator[Fault]:
        excess = character_count(value) - settings.get("max_length", DEFAULT_LENGTH)
        if excess > 0:
            yield Fault(
                ngettext("%(num)s character too many.", "%(num)s characters too many.", excess)
            )


class LongText(ValueAnswer):
    """Paragraphs, limited in words (`max_words`)."""

    setting_names = ("max_words",)

    def __init__(self) -> None:
        super().__init__(PARAGRAPHS)

    def collect(self, fields: Fields, name: str) -> str | None:
        """Lines that a PDF had cut are whole again in the box too."""
        text = super().collect(fields, name)
        return None if text is None else PARAGRAPHS.parse(text)

    def faults(self, value: str, settings: Settings) -> Iterator[Fault]:
        limit = settings.get("max_words")
        excess = word_count(value) - limit if limit else 0
        if excess > 0:
            yield Fault(ngettext("%(num)s word too many.", "%(num)s words too many.", excess))
