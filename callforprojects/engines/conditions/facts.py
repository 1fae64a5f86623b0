"""What conditions speak of: facts of a kind, whose value may be missing in three ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum


class FactKind(StrEnum):
    """What the value of a fact is.

    `TEXT` and `CHOICE` are a str, `CHOICES` a frozenset of str, `NUMBER` a Decimal (a percentage
    is one: 70 for 70 %), `MONEY` a whole number of cents, `DATE` a date, `YES_NO` a bool, `PLACE` a
    `PlaceCodes`. Of `OTHER` (a document, a matrix) one only asks whether it is answered: any value.
    """

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    PLACE = "place"
    OTHER = "other"

    @property
    def is_ordered(self) -> bool:
        """Whether one value can be more than another."""
        return self in {FactKind.NUMBER, FactKind.MONEY, FactKind.DATE}


class NoValue(Enum):
    """Why a fact has no value.

    `NOT_KNOWN`: it may have one, that nobody has told here. `UNANSWERED`: its question has no
    answer yet. `NOT_ASKED`: it has none and will have none, as the answer to a hidden question.
    """

    NOT_KNOWN = "not_known"
    UNANSWERED = "unanswered"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class PlaceCodes:
    """Where something lies, by identifiers of territories (`commune:35238`, `region:53`).

    `ids` are its own and those of all that contain it; `communes` all those inside it, itself when
    it is one. A place whose communes nobody has looked up has none.
    """

    ids: frozenset[str]
    communes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ZoneCodes:
    """A zone resolved to identifiers of territories: those inside it whole, those in part only."""

    whole: frozenset[str]
    part: frozenset[str] = field(default_factory=frozenset)


FactValue = str | bool | int | Decimal | date | frozenset[str] | PlaceCodes
Facts = Mapping[str, FactValue | NoValue]
"""By name of a fact; one that is not there is not known."""
Zones = Mapping[str, ZoneCodes]
"""By reference of a zone (`zone:…`); one that is not there is not known."""
