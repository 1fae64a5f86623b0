"""Rules of calls for the tests."""

from typing import Any

from callforprojects.calls.models import Call, CallRule, Severity
from callforprojects.core.data.database import db
from callforprojects.engines.conditions import (
    Comparison,
    Condition,
    Constant,
    FactKind,
    Operator,
    to_json,
)


def at_most_euros(fact: str, euros: int) -> Comparison:
    """An amount of so many euros at most."""
    return Comparison(fact, Operator.AT_MOST, (Constant(FactKind.MONEY, euros * 100),))


def is_yes(fact: str) -> Comparison:
    return Comparison(fact, Operator.EQUALS, (Constant(FactKind.YES_NO, value=True),))


def rule_of(
    requirement: Condition,
    *,
    when: Condition | None = None,
    severity: Severity = Severity.BLOCKING,
    **values: Any,
) -> CallRule:
    """A rule that is in no database."""
    return CallRule(
        **{
            "kind": "free",
            "position": 1,
            "severity": severity,
            "sentence": "La règle n’est pas respectée.",
            "requirement": to_json(requirement),
            "when": None if when is None else to_json(when),
            "settings": {},
            **values,
        }
    )


def add_rule_to(call: Call, requirement: Condition, **values: Any) -> CallRule:
    """A rule of a call, published or not."""
    rule = rule_of(requirement, call=call, **values)
    db.session.add(rule)
    db.session.flush()
    return rule
