"""Ready rules on what applicants declare: answers that exclude, numbers of the field."""

from callforprojects.calls.rules.boxes import BoxKind, RuleBox, RuleSettings
from callforprojects.calls.rules.building import all_of, denied, is_number, those_given
from callforprojects.calls.rules.ready import Conditions, ReadyRule, RuleSubject, needed, one_bound
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.engines.conditions import (
    Comparison,
    Condition,
    Constant,
    FactKind,
    Operator,
)

YES, NO = "yes", "no"


def _gate(settings: RuleSettings) -> Conditions:
    """None of the answers that exclude."""
    excluding = needed(settings.texts("answers"), "answers")
    return Conditions(all_of(*(denied(_is(each)) for each in excluding)))


def _is(answer: str) -> Condition:
    """One answer, kept as `<fact>=<kind>=<value>`: yes or no, else the value of a choice."""
    fact, kind, value = answer.split("=", 2)
    if kind == FactKind.YES_NO.value:
        constant = Constant(FactKind.YES_NO, value == YES)
        return Comparison(fact, Operator.EQUALS, (constant,))
    operator = Operator.CONTAINS if kind == FactKind.CHOICES.value else Operator.EQUALS
    return Comparison(fact, operator, (Constant(FactKind.CHOICE, value),))


def _index(settings: RuleSettings) -> Conditions:
    question = needed(settings.text("question"), "question")
    least, most = settings.number("minimum"), settings.number("maximum")
    if least is not None and most is not None and least > most:
        raise DomainError(_("This number is below the other one."), field="maximum")
    band = those_given(
        None if least is None else is_number(question, Operator.AT_LEAST, least),
        None if most is None else is_number(question, Operator.AT_MOST, most),
    )
    return Conditions(one_bound(band, "maximum"))


RULES = (
    ReadyRule(
        key="gate",
        subject=RuleSubject.DECLARED,
        label=_("An answer that excludes"),
        hint=_("As a warning, it lets the application pass with a caveat."),
        own_boxes=[RuleBox(name="answers", kind=BoxKind.ANSWERS, label=_("Answers that exclude"))],
        make=_gate,
    ),
    ReadyRule(
        key="index",
        subject=RuleSubject.DECLARED,
        label=_("A number of the field"),
        hint=_("An index, a yield, an age, compared with a minimum or a maximum."),
        own_boxes=[
            RuleBox(
                name="question",
                kind=BoxKind.QUESTION,
                label=pgettext("rule", "Question"),
                kinds=frozenset({FactKind.NUMBER}),
            ),
            RuleBox(
                name="minimum",
                kind=BoxKind.DECIMAL,
                label=_("At least"),
                is_optional=True,
            ),
            RuleBox(
                name="maximum",
                kind=BoxKind.DECIMAL,
                label=_("At most"),
                is_optional=True,
            ),
        ],
        make=_index,
    ),
)
