"""One comparison as a sentence: each operator, affirmed or denied, of each gender in French."""

from collections.abc import Iterator, Mapping, Sequence

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.engines.conditions import (
    Comparison,
    Constant,
    DateOffset,
    FactKind,
    Nonsense,
    Operator,
    facts_in,
    mistakes_in,
)
from callforprojects.questionnaires.conditions.operand_wording import (
    computed,
    either,
    neither,
    place_words,
    subject,
    value_words,
)
from callforprojects.questionnaires.conditions.plain import Assertion
from callforprojects.questionnaires.conditions.terms import Catalogue, FactTerm

_SEVERAL = frozenset({Operator.EQUALS, Operator.IN, Operator.CONTAINS, Operator.INSIDE})
Said = tuple[Sentence, Sentence]
"""Of a masculine subject, of a feminine one."""


def assertion_words(assertion: Assertion, catalogue: Catalogue) -> str:
    """`la population est inférieure à 100 000 habitants`; never a key."""
    comparison = assertion.comparison
    term = catalogue.term(comparison.fact)
    kind = _kind_said(comparison, catalogue)
    fact = subject(comparison.fact, catalogue)
    if kind is None:
        return str(_("a comparison with %(fact)s has to be corrected", fact=fact))
    if kind is FactKind.YES_NO and comparison.operator is Operator.EQUALS:
        return _yes_or_no(assertion, term, fact)
    values = _values(assertion, term, catalogue)
    said = _template(assertion, kind, term, is_several=len(values) > 1)
    is_feminine = term is None or term.is_feminine  # "the answer", in French
    return str(said[is_feminine]) % {"fact": fact, **_named(assertion, values)}


def _kind_said(comparison: Comparison, catalogue: Catalogue) -> FactKind | None:
    """As what the fact is compared; None when it never is so.

    A fact of which nothing is known is of a kind that can be compared so.
    """
    known = {
        name: term.kind
        for name in facts_in(comparison)
        if (term := catalogue.term(name)) is not None
    }
    its_own = known.get(comparison.fact)
    for kind in FactKind if its_own is None else (its_own,):
        kinds = {**dict.fromkeys(facts_in(comparison), kind), **known}
        mistakes = {mistake.nonsense for mistake in mistakes_in(comparison, kinds)}
        if mistakes <= {Nonsense.NOT_IN_ORDER}:
            return kind
    return None


def _yes_or_no(assertion: Assertion, term: FactTerm | None, fact: str) -> str:
    (constant,) = assertion.comparison.operands
    is_yes = isinstance(constant, Constant) and constant.value is not assertion.is_denied
    if term is not None and term.yes:
        return str(term.yes if is_yes else term.no)
    return str(_("%(fact)s is yes", fact=fact) if is_yes else _("%(fact)s is no", fact=fact))


def _values(assertion: Assertion, term: FactTerm | None, catalogue: Catalogue) -> Sequence[str]:
    """The words of each thing that it is compared with."""
    comparison = assertion.comparison
    if comparison.operator not in _SEVERAL:
        return [computed(operand, term, catalogue) for operand in comparison.operands]
    if not any(isinstance(operand, Constant) for operand in comparison.operands):
        return [computed(operand, term, catalogue) for operand in comparison.operands]
    return list(dict.fromkeys(_one_by_one(assertion, term, catalogue)))


def _one_by_one(assertion: Assertion, term: FactTerm | None, catalogue: Catalogue) -> Iterator[str]:
    """Values in the order of the choices, else of the alphabet."""
    order = [value for value, _words in term.options] if term is not None else []
    for constant in assertion.values:
        several = constant.value if isinstance(constant.value, frozenset) else {constant.value}
        for value in sorted(several, key=lambda each: (_rank(order, each), str(each))):
            if assertion.comparison.operator is Operator.INSIDE:
                place = place_words(str(value), catalogue)
                yield str(pgettext("place", "in %(place)s", place=place))
            else:
                yield value_words(value, constant.kind, term)


def _rank(order: Sequence[str], value: object) -> int:
    return order.index(value) if isinstance(value, str) and value in order else len(order)


def _named(assertion: Assertion, values: Sequence[str]) -> Mapping[str, str]:
    if assertion.comparison.operator is Operator.BETWEEN:
        low, high = values
        return {"low": low, "high": high}
    if not values:
        return {}
    said = neither(values) if assertion.is_denied else either(values)
    return {"value": said, "delay": said}


def _template(
    assertion: Assertion, kind: FactKind, term: FactTerm | None, *, is_several: bool
) -> Said:
    operator, is_denied = assertion.comparison.operator, assertion.is_denied
    if operator in _SEVERAL:
        verb = _verb(operator, kind, term)
        return _IS_AMONG[verb][2 if is_denied and is_several else int(is_denied)]
    if kind is FactKind.DATE and operator in _OF_DATES:
        return _dates(assertion)[operator][is_denied]
    return _COMPARED[operator][is_denied]


def _dates(assertion: Assertion) -> Mapping[Operator, tuple[Said, Said]]:
    (operand,) = assertion.comparison.operands
    if not isinstance(operand, DateOffset) or not (operand.months or operand.days):
        return _OF_DATES
    return _AFTERWARDS if (operand.months or operand.days) > 0 else _BEFOREHAND


def _verb(operator: Operator, kind: FactKind, term: FactTerm | None) -> str:
    if operator is Operator.CONTAINS:
        if term is not None and term.is_stated:
            return "is"
        return "includes" if kind is FactKind.CHOICES else "contains"
    if kind in {FactKind.NUMBER, FactKind.MONEY}:
        return "equals"
    return "is"


def _alike(sentence: Sentence) -> Said:
    """Of both genders."""
    return sentence, sentence


_IS_AMONG: Mapping[str, tuple[Said, Said, Said]] = {
    "is": (
        _alike(_("%(fact)s is %(value)s")),
        _alike(_("%(fact)s is not %(value)s")),
        _alike(pgettext("neither", "%(fact)s is %(value)s")),
    ),
    "includes": (
        _alike(_("%(fact)s includes %(value)s")),
        _alike(_("%(fact)s does not include %(value)s")),
        _alike(pgettext("neither", "%(fact)s includes %(value)s")),
    ),
    "contains": (
        _alike(_("%(fact)s contains %(value)s")),
        _alike(_("%(fact)s does not contain %(value)s")),
        _alike(pgettext("neither", "%(fact)s contains %(value)s")),
    ),
    "equals": (
        (
            pgettext("masculine", "%(fact)s is equal to %(value)s"),
            pgettext("feminine", "%(fact)s is equal to %(value)s"),
        ),
        (
            pgettext("masculine", "%(fact)s is not equal to %(value)s"),
            pgettext("feminine", "%(fact)s is not equal to %(value)s"),
        ),
        _alike(pgettext("neither", "%(fact)s is %(value)s")),
    ),
}
_OVER = _alike(_("%(fact)s exceeds %(value)s"))
_COMPARED: Mapping[Operator, tuple[Said, Said]] = {
    Operator.MORE_THAN: (_OVER, _alike(_("%(fact)s does not exceed %(value)s"))),
    Operator.AT_MOST: (_alike(_("%(fact)s is at most %(value)s")), _OVER),
    Operator.AT_LEAST: (
        _alike(_("%(fact)s is at least %(value)s")),
        _alike(_("%(fact)s does not reach %(value)s")),
    ),
    Operator.LESS_THAN: (
        (
            pgettext("masculine", "%(fact)s is less than %(value)s"),
            pgettext("feminine", "%(fact)s is less than %(value)s"),
        ),
        (
            pgettext("masculine", "%(fact)s is not less than %(value)s"),
            pgettext("feminine", "%(fact)s is not less than %(value)s"),
        ),
    ),
    Operator.BETWEEN: (
        (
            pgettext("masculine", "%(fact)s is between %(low)s and %(high)s"),
            pgettext("feminine", "%(fact)s is between %(low)s and %(high)s"),
        ),
        (
            pgettext("masculine", "%(fact)s is not between %(low)s and %(high)s"),
            pgettext("feminine", "%(fact)s is not between %(low)s and %(high)s"),
        ),
    ),
    Operator.ANSWERED: (
        (
            pgettext("masculine", "%(fact)s is provided"),
            pgettext("feminine", "%(fact)s is provided"),
        ),
        (
            pgettext("masculine", "%(fact)s is not provided"),
            pgettext("feminine", "%(fact)s is not provided"),
        ),
    ),
}
_BEFORE = _alike(_("%(fact)s is before %(value)s"))
_AFTER = _alike(_("%(fact)s is after %(value)s"))
_NOT_LATER = _alike(_("%(fact)s is no later than %(value)s"))
_NOT_EARLIER = _alike(_("%(fact)s is no earlier than %(value)s"))
_OF_DATES: Mapping[Operator, tuple[Said, Said]] = {
    Operator.AT_MOST: (_NOT_LATER, _AFTER),
    Operator.AT_LEAST: (_NOT_EARLIER, _BEFORE),
    Operator.MORE_THAN: (_AFTER, _NOT_LATER),
    Operator.LESS_THAN: (_BEFORE, _NOT_EARLIER),
}
_LESS = _alike(_("%(fact)s is less than %(delay)s"))
_MORE = _alike(_("%(fact)s is more than %(delay)s"))
_AFTERWARDS: Mapping[Operator, tuple[Said, Said]] = {
    Operator.AT_MOST: (_NOT_LATER, _MORE),
    Operator.AT_LEAST: (_NOT_EARLIER, _LESS),
    Operator.MORE_THAN: (_MORE, _NOT_LATER),
    Operator.LESS_THAN: (_LESS, _NOT_EARLIER),
}
_BEFOREHAND: Mapping[Operator, tuple[Said, Said]] = {
    Operator.AT_MOST: (_NOT_LATER, _LESS),
    Operator.AT_LEAST: (_NOT_EARLIER, _MORE),
    Operator.MORE_THAN: (_LESS, _NOT_LATER),
    Operator.LESS_THAN: (_MORE, _NOT_EARLIER),
}
"""`plus de 24 mois après`; earlier than 15 days before is more than 15 days before."""
