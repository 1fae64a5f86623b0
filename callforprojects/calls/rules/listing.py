"""The rules of a draft as its officer sees them: what each reads, and what nobody is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from callforprojects.calls.models import CallRule
from callforprojects.calls.rules.library import FIELD_RULES, ready_rule
from callforprojects.calls.rules.outcomes import rule_facts
from callforprojects.calls.rules.ready import ReadyRule
from callforprojects.calls.steps import APPLICANTS, FUNDING
from callforprojects.core.data.declarations import DraftStep
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.conditions import Catalogue

_OF_FUNDING = frozenset({"envelope", "ceiling", "rate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRule:
    """One rule. `not_asked` are the facts that it reads and that no question gives: it is not known
    until somebody looks. `step` is where its figure is written, of one that follows a field.
    """

    rule: CallRule
    ready: ReadyRule | None
    reads: Sequence[str]
    not_asked: Sequence[str]
    step: DraftStep | None

    @property
    def label(self) -> Sentence:
        return _("Rule of your own") if self.ready is None else self.ready.label


def listed_rules(rules: Iterable[CallRule], catalogue: Catalogue) -> list[ListedRule]:
    """Each of these, in order; the questions of the catalogue are those of the call."""
    return [_listed(rule, catalogue) for rule in rules]


def _listed(rule: CallRule, catalogue: Catalogue) -> ListedRule:
    names = sorted(rule_facts(rule))
    asked = [term.listed for name in names if (term := catalogue.terms.get(name)) is not None]
    return ListedRule(
        rule=rule,
        ready=ready_rule(rule.kind),
        reads=asked,
        not_asked=[_gone(name, catalogue) for name in names if name not in catalogue.terms],
        step=_step_of(rule),
    )


def _gone(name: str, catalogue: Catalogue) -> str:
    term = catalogue.term(name)
    return str(_("A question that was removed")) if term is None else term.listed


def _step_of(rule: CallRule) -> DraftStep | None:
    fields = {ready.key: field for field, ready in FIELD_RULES.items()}
    if rule.kind not in fields:
        return None
    return FUNDING if fields[rule.kind] in _OF_FUNDING else APPLICANTS
