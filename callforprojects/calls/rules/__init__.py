"""The rules of a call: what becomes of them for one application, and those that are ready."""

from callforprojects.calls.rules.outcomes import (
    Compliance as Compliance,
    RuleOutcome as RuleOutcome,
    rule_facts as rule_facts,
    rule_outcomes as rule_outcomes,
)
