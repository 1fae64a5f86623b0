"""The words for what a fact is compared with: a value, a share of other facts, a delay."""

from collections.abc import Sequence
from decimal import Decimal

from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import _, ngettext, pgettext
from callforprojects.core.text.prepositions import of_group
from callforprojects.engines.conditions import (
    Constant,
    DateOffset,
    FactKind,
    Formula,
    Share,
)
from callforprojects.questionnaires.conditions.terms import Catalogue, FactTerm

_HUNDRED = 100


def subject(name: str, catalogue: Catalogue) -> str:
    """A fact as a group of words; one of which nothing is known any more says so."""
    term = catalogue.term(name)
    return str(_("the answer to a question that was removed") if term is None else term.label)


def value_words(value: object, kind: FactKind, term: FactTerm | None) -> str:
    """One value of a kind: a choice by its words, an amount in euros, a day."""
    match value:
        case bool():
            return str(pgettext("condition", "yes") if value else pgettext("condition", "no"))
        case Decimal() if term is not None and term.unit is not None:
            return str(term.unit(value))
        case Decimal():
            return formats.number(value)
        case int():
            return formats.money(Money(value))
        case str():
            return _text(value, kind, term)
    return str(pgettext("date in a condition", "%(day)s", day=formats.day(value)))  # type: ignore[arg-type]


def place_words(reference: str, catalogue: Catalogue) -> str:
    """A territory or a zone by its name."""
    name = catalogue.places.get(reference)
    if name is not None:
        return str(name)
    zone = dict(catalogue.zones).get(reference)
    if zone is not None:
        return str(_("the zone “%(name)s”", name=zone))
    is_zone = reference.startswith("zone:")
    return str(_("a zone that was removed") if is_zone else _("a territory that does not exist"))


def _text(value: str, kind: FactKind, term: FactTerm | None) -> str:
    """The words of a choice, or a text that was typed in the condition itself."""
    if kind is FactKind.TEXT:
        return quoted(value)
    words = dict(term.options).get(value) if term is not None else None
    if term is None or words is None:
        return str(_("a choice that was removed"))
    return quoted(str(words)) if term.is_quoted else _in_a_sentence(str(words))


def quoted(text: str) -> str:
    """`« Commune »`."""
    return str(_("“%(text)s”", text=text))


def _in_a_sentence(words: str) -> str:
    """`commune`, but `EPCI`."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def computed(
    operand: Constant | Formula | DateOffset, term: FactTerm | None, catalogue: Catalogue
) -> str:
    """An operand that is one thing: not a list."""
    match operand:
        case Constant(kind, value):
            return value_words(value, kind, term)
        case DateOffset():
            return _offset(operand, catalogue)
        case Formula():
            return _formula(operand, term, catalogue)


def _formula(formula: Formula, term: FactTerm | None, catalogue: Catalogue) -> str:
    """`80 % du coût total plus 1 000 €`: what is added first, then what is taken away."""
    added = [_share(share, catalogue) for share in formula.shares if share.factor >= 0]
    taken = [_share(share, catalogue) for share in formula.shares if share.factor < 0]
    fixed = _fixed(formula, term)
    if formula.fixed < 0:
        taken.append(fixed)
    elif formula.fixed or not added:
        added.append(fixed)
    words, *others = added
    for other in others:
        words = str(_("%(sum)s plus %(part)s", sum=words, part=other))
    for other in taken:
        words = str(_("%(sum)s minus %(part)s", sum=words, part=other))
    return words


def _fixed(formula: Formula, term: FactTerm | None) -> str:
    size = abs(formula.fixed)
    if formula.kind is FactKind.MONEY:
        return formats.money(Money(round(size)))
    return value_words(size, formula.kind, term)


def _share(share: Share, catalogue: Catalogue) -> str:
    factor, fact = abs(share.factor), subject(share.fact, catalogue)
    if factor == 1:
        return fact
    percentage = formats.percent(factor, _digits(factor * _HUNDRED))
    return str(_("%(percentage)s %(of_fact)s", percentage=percentage, of_fact=of_group(fact)))


def _digits(number: Decimal) -> int:
    """How many digits after the point say it whole."""
    return max(0, -int(number.normalize().as_tuple().exponent))


def _offset(offset: DateOffset, catalogue: Catalogue) -> str:
    """`24 mois après la date de début`, `15 jours avant…`, or the date itself."""
    date = subject(offset.fact, catalogue)
    if not offset.months and not offset.days:
        return date
    months = ngettext("%(num)s month", "%(num)s months", abs(offset.months))
    days = ngettext("%(num)s day", "%(num)s days", abs(offset.days))
    first = offset.months or offset.days
    if not offset.months or not offset.days:
        delay = months if offset.months else days
    elif (offset.months > 0) is (offset.days > 0):
        delay = _("%(months)s and %(days)s", months=months, days=days)
    else:
        delay = _("%(months)s less %(days)s", months=months, days=days)
    if first > 0:
        return str(_("%(delay)s after %(date)s", delay=delay, date=date))
    return str(_("%(delay)s before %(date)s", delay=delay, date=date))


def either(words: Sequence[str]) -> str:
    """`A, B ou C`."""
    return joined(words, is_or=True)


def neither(words: Sequence[str]) -> str:
    """`ni A, ni B, ni C`; of one, itself."""
    if len(words) == 1:
        return words[0]
    *first, last = words
    start, *middle = first
    text = str(_("neither %(first)s", first=start))
    for each in middle:
        text = str(pgettext("neither", "%(list)s, nor %(next)s", list=text, next=each))
    return str(pgettext("neither", "%(list)s nor %(last)s", list=text, last=last))


def joined(words: Sequence[str], *, is_or: bool) -> str:
    """`A, B et C`, or `A, B ou C`."""
    if len(words) == 1:
        return words[0]
    *first, last = words
    start, *middle = first
    text = start
    for each in middle:
        text = str(pgettext("list", "%(list)s, %(next)s", list=text, next=each))
    if is_or:
        return str(pgettext("list", "%(list)s or %(last)s", list=text, last=last))
    return str(pgettext("list", "%(list)s and %(last)s", list=text, last=last))
