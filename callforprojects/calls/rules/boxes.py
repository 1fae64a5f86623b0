"""The boxes of a ready rule, and what was written in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import FactKind

Option = tuple[str, Sentence]
APPLICANT_PLACE, PROJECT_PLACE = "applicant.place", "project.territory"


class BoxKind(Enum):
    """What a box holds; in JSON cents, a decimal as text, a number, a day, texts, yes or no."""

    AMOUNT = auto()
    PERCENTAGE = auto()
    WHOLE = auto()
    DECIMAL = auto()
    DAY = auto()
    CHOICE = auto()
    CHOICES = auto()
    PLACES = auto()
    QUESTION = auto()  # one of those asked
    ANSWERS = auto()  # answers of some of those asked
    OPTIONS = auto()  # choices of the question that stands for a fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBox:
    """One box. `options` are its choices; `fact` is what an `OPTIONS` box is about, and `kinds` the
    facts that a `QUESTION` box offers. `default` is what it holds at first.
    """

    name: str
    kind: BoxKind
    label: Sentence
    hint: Sentence = ""
    options: Sequence[Option] = ()
    fact: str = ""
    kinds: frozenset[FactKind] = field(default_factory=frozenset)
    is_optional: bool = False
    default: Any = None


def whose_place() -> RuleBox:
    """Which of the two places a perimeter is about."""
    return RuleBox(
        name="of",
        kind=BoxKind.CHOICE,
        label=_("What lies there"),
        options=[
            (APPLICANT_PLACE, _("The applicant")),
            (PROJECT_PLACE, _("The place of the project")),
        ],
        default=APPLICANT_PLACE,
    )


class RuleSettings:
    """What the boxes of a rule hold, read from its JSON: None where nothing was written."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        self.kept = kept

    def cents(self, name: str) -> int | None:
        value = self.kept.get(name)
        return None if value is None else int(value)

    def number(self, name: str) -> Decimal | None:
        """Whole or not: a percentage is one, 70 for 70 %."""
        value = self.kept.get(name)
        return None if value is None else Decimal(str(value))

    def whole(self, name: str) -> int | None:
        return self.cents(name)

    def day(self, name: str) -> date | None:
        value = self.kept.get(name)
        return None if value is None else date.fromisoformat(value)

    def text(self, name: str) -> str:
        return str(self.kept.get(name) or "")

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(self.kept.get(name) or ())
