"""From boxes to the condition that they make."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from callforprojects.core.data.values import AMOUNT, DAY, DECIMAL, LINE, WHOLE, Unreadable
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    DateOffset,
    FactKind,
    Formula,
    Negation,
    Operator,
    Share,
    mistakes_in,
)
from callforprojects.questionnaires.conditions.boxes.offers import (
    Against,
    Every,
    OfferedComparison,
    offered,
)
from callforprojects.questionnaires.conditions.boxes.rows import (
    ConditionBoxes,
    ConditionGroup,
    ConditionRow,
    MatchOf,
    TextOf,
)
from callforprojects.questionnaires.conditions.mistakes import mistake_words
from callforprojects.questionnaires.conditions.terms import Catalogue, FactTerm
from callforprojects.territories.queries import NOT_ONE_TERRITORY

_HUNDRED = 100
_LONGEST_DELAY = 36_500
_MOST_MONTHS = 1200


class BoxRefused(Exception):  # nobody outside sees it
    """What is wrong, beside one box of a row."""

    def __init__(self, box: str, message: Sentence) -> None:
        super().__init__(str(message))
        self.box, self.message = box, message


@dataclass(slots=True)
class ConditionBuilder:
    """Makes the condition, and notes what is wrong beside each box, by `<row>-<box>`."""

    catalogue: Catalogue
    errors: dict[str, Sentence] = field(default_factory=dict)

    def build(self, boxes: ConditionBoxes) -> Condition | None:
        """The condition of the rows that are right; None when there is none."""
        parts = [self._part(part) for part in boxes.parts]
        found = [part for part in parts if part is not None]
        return _matched(boxes.match, found) if found else None

    def _part(self, part: ConditionRow | ConditionGroup) -> Condition | None:
        if isinstance(part, ConditionRow):
            return self._row(part)
        found = [row for each in part.rows if (row := self._row(each)) is not None]
        return _matched(part.match, found, is_inner=True) if found else None

    def _row(self, row: ConditionRow) -> Condition | None:
        try:
            return self._comparison(row)
        except BoxRefused as refused:
            self.errors[f"{row.id}-{refused.box}"] = refused.message
            return None

    def _comparison(self, row: ConditionRow) -> Condition:
        term = self.catalogue.terms.get(row.fact)
        if term is None:
            raise BoxRefused("fact", _("Choose in the list."))
        offer = offered(term.kind, row.code)
        condition = _RowReader(row, term, offer, self.catalogue).read()
        for mistake in mistakes_in(condition, self.catalogue.kinds):
            raise BoxRefused(_box_of(offer), mistake_words(mistake, self.catalogue))
        return condition


def _matched(match: MatchOf, parts: Sequence[Condition], *, is_inner: bool = False) -> Condition:
    """A group of one is its part, but inside another where it would be taken for a row."""
    if len(parts) == 1 and match in {MatchOf.ALL, MatchOf.ANY} and not is_inner:
        return parts[0]
    group = AllOf(tuple(parts)) if match in {MatchOf.ALL, MatchOf.NOT_ALL} else AnyOf(tuple(parts))
    return Negation(group) if match in {MatchOf.NONE, MatchOf.NOT_ALL} else group


def _box_of(offer: OfferedComparison) -> str:
    if offer.against in {Against.SHARE, Against.DELAY}:
        return TextOf.OTHER
    return TextOf.HIGH if offer.against is Against.TWO_VALUES else TextOf.VALUE


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads the boxes of one row. Raises BoxRefused."""

    row: ConditionRow
    term: FactTerm
    offer: OfferedComparison
    catalogue: Catalogue

    def read(self) -> Condition:
        condition = self._affirmed()
        return Negation(condition) if self.offer.is_denied else condition

    def _affirmed(self) -> Condition:
        match self.offer.against:
            case Against.NOTHING:
                return self._yes_or_no()
            case Against.CHOICES:
                return self._choices()
            case Against.TWO_VALUES:
                return self._compared(self._value(TextOf.VALUE), self._value(TextOf.HIGH))
        return self._compared(self._operand())

    def _operand(self) -> Constant | Formula | DateOffset:
        match self.offer.against:
            case Against.PLACES:
                return Constant(FactKind.PLACE, self._places())
            case Against.SHARE:
                return self._share()
            case Against.DELAY:
                return self._delay()
        return self._value(TextOf.VALUE)

    def _compared(self, *operands: Constant | Formula | DateOffset) -> Condition:
        return Comparison(self.term.name, self.offer.operator, operands)

    def _yes_or_no(self) -> Condition:
        if self.offer.operator is Operator.ANSWERED:
            return self._compared()
        return self._compared(Constant(FactKind.YES_NO, self.offer.is_yes))

    def _choices(self) -> Condition:
        known = [value for value, _words in self.term.options]
        chosen = [value for value in known if value in self.row.chosen]
        if not chosen:
            raise BoxRefused("chosen", _("Choose at least one."))
        constants = [Constant(FactKind.CHOICE, value) for value in chosen]
        if self.term.kind is FactKind.CHOICES:
            contained = [self._compared(constant) for constant in constants]
            if self.offer.every is Every.ALL and len(contained) > 1:
                return AllOf(tuple(contained))
            return contained[0] if len(contained) == 1 else AnyOf(tuple(contained))
        if len(constants) == 1:
            return Comparison(self.term.name, Operator.EQUALS, (constants[0],))
        return self._compared(Constant(FactKind.CHOICE, frozenset(chosen)))

    def _places(self) -> frozenset[str]:
        if self.row.place_text:
            raise BoxRefused("added", NOT_ONE_TERRITORY)
        if not self.row.chosen:
            raise BoxRefused("added", _("Enter a territory, or choose a zone."))
        return frozenset(self.row.chosen)

    def _value(self, box: TextOf) -> Constant:
        text = self.row.text(box)
        if not text:
            raise BoxRefused(box, _("Enter what to compare with."))
        try:
            return Constant(self.term.kind, _parsed(self.term.kind, text))
        except Unreadable as error:
            raise BoxRefused(box, error.message) from error

    def _share(self) -> Formula:
        other = self._other()
        percentage = self._number(TextOf.PERCENT)
        return Formula(self.term.kind, (Share(other, percentage / _HUNDRED),))

    def _delay(self) -> DateOffset:
        other = self._other()
        months = self._whole(TextOf.MONTHS, _MOST_MONTHS)
        days = self._whole(TextOf.DAYS, _LONGEST_DELAY)
        sign = -1 if self.row.text(TextOf.SIDE) == "before" else 1
        return DateOffset(other, sign * months, sign * days)

    def _other(self) -> str:
        other = self.catalogue.terms.get(self.row.text(TextOf.OTHER))
        if other is None or other.kind is not self.term.kind:
            raise BoxRefused(TextOf.OTHER, _("Choose in the list."))
        return other.name

    def _number(self, box: TextOf) -> Decimal:
        try:
            number = DECIMAL.parse(self.row.text(box).rstrip("% \u00a0\u202f"))
        except Unreadable as error:
            raise BoxRefused(box, error.message) from error
        if not number or not 0 < number <= _HUNDRED * _HUNDRED:
            raise BoxRefused(box, _("Enter a percentage above 0."))
        return Decimal(number)

    def _whole(self, box: TextOf, most: int) -> int:
        text = self.row.text(box)
        try:
            number = WHOLE.parse(text) if text else 0
        except Unreadable as error:
            raise BoxRefused(box, error.message) from error
        if not 0 <= number <= most:
            raise BoxRefused(box, _("Enter a whole number from 0 to %(most)s.", most=most))
        return int(number)


def _parsed(kind: FactKind, text: str) -> str | int | Decimal | date:
    """Raises Unreadable."""
    if kind is FactKind.MONEY:
        return int(AMOUNT.parse(text).cents)
    if kind is FactKind.NUMBER:
        return Decimal(DECIMAL.parse(text.rstrip("% \u00a0\u202f")))
    if kind is FactKind.DATE:
        day: date = DAY.parse(text)
        return day
    line: str = LINE.parse(text)
    return line
