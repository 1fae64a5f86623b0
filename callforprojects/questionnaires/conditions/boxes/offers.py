"""The comparisons that boxes offer for each kind of fact, in the words of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.engines.conditions import FactKind, Operator


class Against(Enum):
    """What a fact is compared with, and thus which boxes are shown."""

    NOTHING = auto()
    VALUE = auto()
    TWO_VALUES = auto()
    CHOICES = auto()
    SHARE = auto()  # of another fact
    DELAY = auto()  # after or before another date
    PLACES = auto()


class Every(Enum):
    """Of several choices: whether one is enough, or all are needed."""

    ONE = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True)
class OfferedComparison:
    """One line of the list: its code in pages, its words, and what it makes."""

    code: str
    label: Sentence
    operator: Operator
    against: Against = Against.VALUE
    is_denied: bool = False
    every: Every = Every.ONE
    is_yes: bool = True


_ANSWERED = (
    OfferedComparison("answered", _("is answered"), Operator.ANSWERED, Against.NOTHING),
    OfferedComparison(
        "not_answered", _("is not answered"), Operator.ANSWERED, Against.NOTHING, is_denied=True
    ),
)
_ORDERED = (
    OfferedComparison("at_least", _("is at least"), Operator.AT_LEAST),
    OfferedComparison("at_most", _("is at most"), Operator.AT_MOST),
    OfferedComparison("more_than", _("is more than"), Operator.MORE_THAN),
    OfferedComparison("less_than", _("is less than"), Operator.LESS_THAN),
    OfferedComparison("between", _("is between"), Operator.BETWEEN, Against.TWO_VALUES),
    OfferedComparison(
        "not_between", _("is not between"), Operator.BETWEEN, Against.TWO_VALUES, is_denied=True
    ),
    OfferedComparison("equals", _("is equal to"), Operator.EQUALS),
    OfferedComparison("not_equals", _("is not equal to"), Operator.EQUALS, is_denied=True),
    OfferedComparison("at_most_of", _("is at most a share of"), Operator.AT_MOST, Against.SHARE),
    OfferedComparison("at_least_of", _("is at least a share of"), Operator.AT_LEAST, Against.SHARE),
    OfferedComparison(
        "more_than_of", _("is more than a share of"), Operator.MORE_THAN, Against.SHARE
    ),
    OfferedComparison(
        "less_than_of", _("is less than a share of"), Operator.LESS_THAN, Against.SHARE
    ),
)
_DATES = (
    OfferedComparison("at_most", _("is no later than"), Operator.AT_MOST),
    OfferedComparison("at_least", _("is no earlier than"), Operator.AT_LEAST),
    OfferedComparison("more_than", _("is after"), Operator.MORE_THAN),
    OfferedComparison("less_than", _("is before"), Operator.LESS_THAN),
    OfferedComparison("between", _("is between"), Operator.BETWEEN, Against.TWO_VALUES),
    OfferedComparison(
        "not_between", _("is not between"), Operator.BETWEEN, Against.TWO_VALUES, is_denied=True
    ),
    OfferedComparison("equals", pgettext("date", "is"), Operator.EQUALS),
    OfferedComparison("not_equals", pgettext("date", "is not"), Operator.EQUALS, is_denied=True),
    OfferedComparison(
        "at_most_delay",
        _("is no later than a delay from another date"),
        Operator.AT_MOST,
        Against.DELAY,
    ),
    OfferedComparison(
        "at_least_delay",
        _("is no earlier than a delay from another date"),
        Operator.AT_LEAST,
        Against.DELAY,
    ),
    OfferedComparison(
        "more_than_delay",
        _("is later than a delay from another date"),
        Operator.MORE_THAN,
        Against.DELAY,
    ),
    OfferedComparison(
        "less_than_delay",
        _("is earlier than a delay from another date"),
        Operator.LESS_THAN,
        Against.DELAY,
    ),
)
OFFERED: Mapping[FactKind, Sequence[OfferedComparison]] = {
    FactKind.TEXT: (
        OfferedComparison("equals", pgettext("text", "is"), Operator.EQUALS),
        OfferedComparison(
            "not_equals", pgettext("text", "is not"), Operator.EQUALS, is_denied=True
        ),
        OfferedComparison("contains", _("contains"), Operator.CONTAINS),
        OfferedComparison("not_contains", _("does not contain"), Operator.CONTAINS, is_denied=True),
        *_ANSWERED,
    ),
    FactKind.CHOICE: (
        OfferedComparison("one_of", _("is one of these"), Operator.IN, Against.CHOICES),
        OfferedComparison(
            "none_of", _("is none of these"), Operator.IN, Against.CHOICES, is_denied=True
        ),
        *_ANSWERED,
    ),
    FactKind.CHOICES: (
        OfferedComparison("one_of", _("is one of these"), Operator.CONTAINS, Against.CHOICES),
        OfferedComparison(
            "none_of", _("is none of these"), Operator.CONTAINS, Against.CHOICES, is_denied=True
        ),
        OfferedComparison(
            "all_of",
            _("includes all of these"),
            Operator.CONTAINS,
            Against.CHOICES,
            every=Every.ALL,
        ),
        *_ANSWERED,
    ),
    FactKind.YES_NO: (
        OfferedComparison("yes", _("is yes"), Operator.EQUALS, Against.NOTHING),
        OfferedComparison("no", _("is no"), Operator.EQUALS, Against.NOTHING, is_yes=False),
        *_ANSWERED,
    ),
    FactKind.NUMBER: (*_ORDERED, *_ANSWERED),
    FactKind.MONEY: (*_ORDERED, *_ANSWERED),
    FactKind.DATE: (*_DATES, *_ANSWERED),
    FactKind.PLACE: (
        OfferedComparison("inside", _("is in"), Operator.INSIDE, Against.PLACES),
        OfferedComparison(
            "not_inside", _("is not in"), Operator.INSIDE, Against.PLACES, is_denied=True
        ),
        *_ANSWERED,
    ),
    FactKind.OTHER: _ANSWERED,
}


def offered(kind: FactKind, code: str) -> OfferedComparison:
    """That of a code; the first one for a code that the kind does not have."""
    found = OFFERED[kind]
    return next((each for each in found if each.code == code), found[0])
