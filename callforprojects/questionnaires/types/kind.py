"""What every type of question knows to do."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from callforprojects.core.data.formats import too_long
from callforprojects.core.data.values import Unreadable
from callforprojects.core.text.cleaning import LONGEST_LINE
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.types.settings import CLEANERS

Settings = Mapping[str, Any]
Fields = Mapping[str, list[str]]


class TooLong(Unreadable):
    """What was typed is too long even to be kept; `field` is the input, when not the first one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to correct; `input_id` is the input it is about, when it is not the first one."""

    message: Sentence
    input_id: str = ""


class AnswerType(ABC):
    """One type of question.

    An answer has three forms: the raw text of its boxes (`to_input`), its value (JSON, `parse`),
    and the text for readers (`to_display`).
    """

    setting_names: tuple[str, ...] = ()
    #: How its input is drawn: a name that `_components/input.html` or `_entry.html` knows.
    box: str = "text"
    #: How many signs may be typed.
    longest: int = LONGEST_LINE

    @abstractmethod
    def parse(self, raw_text: str, settings: Settings) -> Any:  # noqa: ANN401  # any JSON value
        """The value of what was typed, which is not blank. Raises Unreadable."""

    def options(self, settings: Settings) -> Sequence[Mapping[str, Any]]:
        """What can be chosen, in order: a value and a label each; nothing when it is typed."""
        del settings
        return ()

    def refuse_long(self, raw_text: str) -> None:
        """Raise TooLong when so much was typed that it is not even kept."""
        if len(raw_text) > self.longest:
            raise TooLong(too_long(self.longest))

    def is_displayed_by_browsers(self, text: str) -> bool:
        """Whether the box that browsers have for this type shows a text that is not blank."""
        del text
        return True

    def to_input(self, value: Any) -> str:  # noqa: ANN401
        """What stands in the box for a value: reading it gives the value again."""
        return str(value)

    def to_display(self, value: Any, settings: Settings) -> str:  # noqa: ANN401
        """The value for readers, in the current language."""
        del settings
        return self.to_input(value)

    def compared(self, value: Any, settings: Settings) -> str:  # noqa: ANN401
        """The value as a text in which differences can be seen."""
        return self.to_display(value, settings)

    def faults(self, value: Any, settings: Settings) -> Iterator[Fault]:  # noqa: ANN401
        """What a readable value still breaks."""
        del value, settings
        yield from ()

    def collect(self, fields: Fields, name: str) -> str | None:
        """What was typed, out of the fields of a page; None when the page did not ask it."""
        texts = fields.get(name)
        return None if texts is None else texts[0]

    def clean_settings(self, settings: Settings) -> dict[str, Any]:
        """The settings worth keeping. Raises DomainError beside the one at fault."""
        unknown = set(settings) - set(self.setting_names)
        if unknown:
            raise DomainError(_("This type of question has no such setting."), field="settings")
        cleaned = {name: CLEANERS[name](settings.get(name)) for name in self.setting_names}
        kept = {name: value for name, value in cleaned.items() if value is not None}
        self.check_settings(kept)
        return kept

    def check_settings(self, settings: Settings) -> None:
        """What the settings must respect together. Raises DomainError."""
        low, high = settings.get("minimum"), settings.get("maximum")
        if low is not None and high is not None and float(low) > float(high):
            raise DomainError(_("The maximum is below the minimum."), field="maximum")
