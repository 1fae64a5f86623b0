"""What becomes of the rules of a call, from what is known: met, not met, or not known yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from callforprojects.calls.models import CallRule
from callforprojects.calls.severity import Severity
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.engines.conditions import (
    Condition,
    Facts,
    Negation,
    Truth,
    Zones,
    deciding,
    evaluate,
    facts_in,
    from_json,
)


class Compliance(LabelledEnum):
    """What becomes of one rule; not applicable: its case is another."""

    MET = "met", _("Met"), "success"
    NOT_MET = "not_met", _("Not met"), "danger"
    NOT_KNOWN = "not_known", _("Not known yet"), "warning"
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What becomes of one rule, and the facts on which that depends."""

    rule: CallRule
    compliance: Compliance
    deciding: frozenset[str]

    @property
    def is_refusal(self) -> bool:
        """Whether nothing can be filed as it is."""
        return self.compliance is Compliance.NOT_MET and self.rule.severity is Severity.BLOCKING

    @property
    def needs_justification(self) -> bool:
        """Whether it is filed with a reason only."""
        return self.compliance is Compliance.NOT_MET and self.rule.severity is Severity.WARNING

    @property
    def is_for_the_service(self) -> bool:
        """Whether the service has to look: nobody knows, or the rule leaves it to the service."""
        is_left = self.compliance is Compliance.NOT_MET and self.rule.severity is Severity.TO_CHECK
        return is_left or self.compliance is Compliance.NOT_KNOWN


def rule_outcomes(
    rules: Iterable[CallRule], facts: Facts, zones: Zones | None = None
) -> list[RuleOutcome]:
    """What becomes of each rule, in order. Nothing is read: `zones` holds those that rules name.

    A rule whose case is not known is met when what it asks is: in either case nothing is wrong.
    """
    return [_outcome(rule, facts, zones or {}) for rule in rules]


def rule_facts(rule: CallRule) -> frozenset[str]:
    """All the facts that a rule reads."""
    read = facts_in(from_json(rule.requirement))
    return read if rule.when is None else read | facts_in(from_json(rule.when))


def _outcome(rule: CallRule, facts: Facts, zones: Zones) -> RuleOutcome:
    requirement = from_json(rule.requirement)
    truth = evaluate(requirement, facts, zones)
    if rule.when is None:
        return RuleOutcome(rule, _OF_TRUTH[truth], _facts(requirement, facts, zones))
    case = from_json(rule.when)
    applies = evaluate(case, facts, zones)
    if applies is Truth.FALSE:
        return RuleOutcome(rule, Compliance.NOT_APPLICABLE, _facts(case, facts, zones))
    if applies is Truth.TRUE or truth is Truth.TRUE:
        return RuleOutcome(rule, _OF_TRUTH[truth], _facts(requirement, facts, zones))
    asked = _facts(Negation(case), facts, zones)
    if truth is Truth.UNKNOWN:
        asked |= _facts(requirement, facts, zones)
    return RuleOutcome(rule, Compliance.NOT_KNOWN, asked)


def _facts(condition: Condition, facts: Facts, zones: Zones) -> frozenset[str]:
    """Those that make it what it is: of one that is not known, those to be told."""
    return frozenset(name for each in deciding(condition, facts, zones) for name in facts_in(each))


_OF_TRUTH = {
    Truth.TRUE: Compliance.MET,
    Truth.FALSE: Compliance.NOT_MET,
    Truth.UNKNOWN: Compliance.NOT_KNOWN,
}
