"""The rules of a draft: adding one, changing it, ordering them, removing one; their copy."""

from callforprojects.activity.services import record
from callforprojects.calls.details import RuleDetails
from callforprojects.calls.models import Call, CallRule
from callforprojects.calls.queries import rules_of
from callforprojects.calls.services.state import require_draft, touch
from callforprojects.core.data.database import db
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import check_version
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import Condition, to_json

MOST_RULES = 60
_COPIED = ("position", "kind", "severity", "sentence", "when", "requirement", "settings")
_assign_rule = assigning(RuleDetails, to=CallRule, apart={"version", "when", "requirement"})


def add_rule(call: Call, details: RuleDetails, *, by: Visitor) -> CallRule:
    """A new rule after the others. Raises DomainError when the call has as many as it may."""
    require_draft(call)
    present = rules_of(call)
    if len(present) >= MOST_RULES:
        raise DomainError(_("A call has %(count)s rules at most.", count=MOST_RULES))
    rule = CallRule(call=call, position=len(present) + 1)
    _fill(rule, details)
    db.session.add(rule)
    _changed(call, "added", by)
    return rule


def update_rule(rule: CallRule, details: RuleDetails, *, by: Visitor) -> None:
    """Change one rule (`call` must be loaded). Raises ConflictError when the page was stale."""
    require_draft(rule.call)
    check_version(rule, details.version, by=by, recorded_on=rule.call)
    _fill(rule, details)
    _changed(rule.call, "updated", by)


def move_rule(rule: CallRule, places: int, *, by: Visitor) -> None:
    """Move it up (-1) or down (1); at the edge it stays (`call` must be loaded)."""
    require_draft(rule.call)
    rules = list(rules_of(rule.call))
    there = min(max(rules.index(rule) + places, 0), len(rules) - 1)
    rules.remove(rule)
    rules.insert(there, rule)
    _renumber(rules)
    _changed(rule.call, "moved", by)


def remove_rule(rule: CallRule, *, by: Visitor) -> None:
    """Ask it no more (`call` must be loaded)."""
    call = rule.call
    require_draft(call)
    _renumber([other for other in rules_of(call) if other is not rule])
    db.session.delete(rule)
    _changed(call, "removed", by)


def copy_rules(call: Call, copy: Call) -> None:
    """Give to the copy of a call the same rules; those of a round are those of its only one."""
    for rule in rules_of(call):
        copied = CallRule(call=copy, **{name: getattr(rule, name) for name in _COPIED})
        copied.round_id = copy.current_round.id if rule.round_id else None
        db.session.add(copied)


def _fill(rule: CallRule, details: RuleDetails) -> None:
    if not details.sentence.strip():
        raise DomainError(_("Enter the sentence that applicants read."), field="sentence")
    _assign_rule(rule, details)
    rule.when = _written(details.when)
    rule.requirement = to_json(details.requirement)


def _written(condition: Condition | None) -> dict[str, object] | None:
    return None if condition is None else to_json(condition)


def _renumber(rules: list[CallRule]) -> None:
    for position, rule in enumerate(rules, start=1):
        rule.position = position


def _changed(call: Call, change: str, by: Visitor) -> None:
    touch(call)
    record("call.rules_changed", call, by=by, change=change)
