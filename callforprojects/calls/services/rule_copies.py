"""The rules of a call in its copy: they read the answers to the copied questions."""

from collections.abc import Mapping
from typing import Any

from callforprojects.calls.models import Call, CallRule
from callforprojects.calls.queries import rules_of
from callforprojects.calls.rules import rule_facts
from callforprojects.core.data.database import db
from callforprojects.engines.conditions import from_json, to_json, with_facts_renamed
from callforprojects.questionnaires.conditions import copied_facts, refer
from callforprojects.questionnaires.queries import revision_with_questions

_COPIED = ("position", "kind", "severity", "sentence")
Names = Mapping[str, str]


def copy_rules(call: Call, copy: Call) -> None:
    """Give to the copy of a call the same rules; those of a round are those of its only one."""
    rules = rules_of(call)
    if not rules:
        return
    db.session.flush()
    names = copied_facts(
        revision_with_questions(call.questionnaire_id),
        revision_with_questions(copy.questionnaire_id),
    )
    for rule in rules:
        copied = _copied(rule, names)
        copied.call = copy
        copied.round_id = copy.current_round.id if rule.round_id else None
        db.session.add(copied)
        refer(copied, copy.questionnaire_id, rule_facts(copied))


def _copied(rule: CallRule, names: Names) -> CallRule:
    return CallRule(
        **{name: getattr(rule, name) for name in _COPIED},
        when=None if rule.when is None else _renamed(rule.when, names),
        requirement=_renamed(rule.requirement, names),
        settings={box: _renamed_setting(value, names) for box, value in rule.settings.items()},
    )


def _renamed(kept: dict[str, Any], names: Names) -> dict[str, Any]:
    return to_json(with_facts_renamed(from_json(kept), names))


def _renamed_setting(value: Any, names: Names) -> Any:  # noqa: ANN401  # JSON
    """A question by its fact, an answer as `<fact>=<kind>=<value>`: the copied one."""
    if isinstance(value, list):
        return [_renamed_setting(each, names) for each in value]
    if not isinstance(value, str):
        return value
    fact, sign, rest = value.partition("=")
    return names.get(fact, fact) + sign + rest
