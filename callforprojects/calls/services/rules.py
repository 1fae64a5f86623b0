"""The rules of a draft: adding one, changing it, ordering them, removing one."""

from collections.abc import Collection, Sequence

from callforprojects.activity.services import record
from callforprojects.calls.details import RuleDetails
from callforprojects.calls.models import Call, CallRule
from callforprojects.calls.queries import rules_of
from callforprojects.calls.rules import rule_facts
from callforprojects.calls.rules.library import follows_a_field
from callforprojects.calls.services.state import require_draft, touch
from callforprojects.core.data.database import db
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import check_version
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import Condition, to_json
from callforprojects.questionnaires.conditions import refer

MOST_RULES = 60
_assign_rule = assigning(RuleDetails, to=CallRule, apart={"version", "when", "requirement"})


def add_rule(call: Call, details: RuleDetails, *, by: Visitor) -> CallRule:
    """A new rule after the others. Raises DomainError when the call has as many as it may."""
    require_draft(call)
    present = rules_of(call)
    if len(present) >= MOST_RULES:
        raise DomainError(_("A call has %(count)s rules at most.", count=MOST_RULES))
    rule = CallRule(call=call, position=len(present) + 1)
    fill_rule(rule, details)
    _changed(call, "added", by)
    return rule


def update_rule(rule: CallRule, details: RuleDetails, *, by: Visitor) -> None:
    """Change one rule (`call` must be loaded). Raises ConflictError when the page was stale."""
    require_draft(rule.call)
    check_version(rule, details.version, by=by, recorded_on=rule.call)
    fill_rule(rule, details)
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
    """Ask it no more (`call` must be loaded). That of a figure goes with the figure alone."""
    call = rule.call
    require_draft(call)
    if follows_a_field(rule.kind):
        raise ConflictError(_("This rule follows a figure of the call: it goes with it."))
    delete_rules([rule], rules_of(call), call)
    _changed(call, "removed", by)


def delete_rules(gone: Collection[CallRule], among: Sequence[CallRule], call: Call) -> None:
    """Take some rules out of those of a call, whatever its state."""
    for rule in gone:
        refer(rule, call.questionnaire_id, ())
        db.session.delete(rule)
    if gone:
        _renumber([rule for rule in among if rule not in gone])


def fill_rule(rule: CallRule, details: RuleDetails) -> None:
    """Write what a rule, new or not, says, and to what it refers (`call` must be loaded)."""
    if not details.sentence.strip():
        raise DomainError(_("Enter the sentence that applicants read."), field="sentence")
    _assign_rule(rule, details)
    rule.when = _written(details.when)
    rule.requirement = to_json(details.requirement)
    db.session.add(rule)
    refer(rule, rule.call.questionnaire_id, rule_facts(rule))


def _written(condition: Condition | None) -> dict[str, object] | None:
    return None if condition is None else to_json(condition)


def _renumber(rules: Sequence[CallRule]) -> None:
    for position, rule in enumerate(rules, start=1):
        rule.position = position


def _changed(call: Call, change: str, by: Visitor) -> None:
    touch(call)
    record("call.rules_changed", call, by=by, change=change)
