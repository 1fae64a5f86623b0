"""Ready rules in a draft: added from the library, changed by their boxes, following its fields."""

from collections.abc import Mapping
from typing import Any

from callforprojects.calls.details import ReadyRuleDetails, RuleDetails
from callforprojects.calls.models import Call, CallRule
from callforprojects.calls.queries import rules_of
from callforprojects.calls.rules.boxes import RuleSettings
from callforprojects.calls.rules.following import field_settings
from callforprojects.calls.rules.library import FIELD_RULES
from callforprojects.calls.rules.ready import Conditions, ReadyRule
from callforprojects.calls.rules.wording import sentence_of_rule
from callforprojects.calls.services.rules import (
    add_rule,
    delete_rules,
    fill_rule,
    update_rule,
)
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.engines.conditions import Nonsense, mistakes_in
from callforprojects.questionnaires.conditions import (
    Catalogue,
    mistake_words,
    with_places,
)

_NOTHING_ASKED = Catalogue(terms={})


def add_ready_rule(
    call: Call, ready: ReadyRule, details: ReadyRuleDetails, catalogue: Catalogue, *, by: Visitor
) -> CallRule:
    """A rule of the library, with what its boxes hold. Raises DomainError beside a box.

    `catalogue` is that of the questionnaire of the call.
    """
    return add_rule(call, _details(call, ready, details, catalogue), by=by)


def update_ready_rule(
    rule: CallRule,
    ready: ReadyRule,
    details: ReadyRuleDetails,
    catalogue: Catalogue,
    *,
    by: Visitor,
) -> None:
    """Change its boxes, or what follows from it (`call` must be loaded). Raises as adding one."""
    update_rule(rule, _details(rule.call, ready, details, catalogue), by=by)


def follow_fields(call: Call) -> None:
    """Give the call the rules of the fields that say something, and no others of fields.

    A figure that changed gets its sentence anew; what follows from the rule stays as it was chosen.
    """
    wanted = field_settings(call)
    keys = {ready.key for ready in FIELD_RULES.values()}
    rules = rules_of(call)
    present = {rule.kind: rule for rule in rules if rule.kind in keys}
    delete_rules([rule for kind, rule in present.items() if kind not in wanted], rules, call)
    position = len(rules) - len(present.keys() - wanted.keys())
    for ready in FIELD_RULES.values():
        settings = wanted.get(ready.key)
        rule = present.get(ready.key)
        if settings is None or (rule is not None and rule.settings == settings):
            continue
        if rule is None:
            position += 1
            rule = CallRule(call=call, position=position, severity=ready.severity)
        fill_rule(rule, _of_field(call, ready, settings, rule))


def _of_field(
    call: Call, ready: ReadyRule, settings: Mapping[str, Any], rule: CallRule
) -> RuleDetails:
    made = ready.conditions(settings)
    return RuleDetails(
        kind=ready.key,
        severity=rule.severity,
        sentence=sentence_of_rule(
            ready, RuleSettings(settings), made, _NOTHING_ASKED, call.language
        ),
        requirement=made.requirement,
        settings=settings,
        round_id=rule.round_id,
    )


def _details(
    call: Call, ready: ReadyRule, details: ReadyRuleDetails, catalogue: Catalogue
) -> RuleDetails:
    settings = field_settings(call)[ready.key] if ready.field else details.settings
    made = ready.conditions(settings)
    known = with_places(catalogue, made.all)
    _refuse_nonsense(made, known)
    sentence = details.sentence.strip() or sentence_of_rule(
        ready, RuleSettings(settings), made, known, call.language
    )
    return RuleDetails(
        kind=ready.key,
        severity=details.severity,
        sentence=sentence,
        requirement=made.requirement,
        when=made.when,
        settings=settings,
        version=details.version,
    )


def _refuse_nonsense(made: Conditions, catalogue: Catalogue) -> None:
    """What no question gives yet may be read: the list of rules says that it is not asked."""
    for condition in made.all:
        for mistake in mistakes_in(condition, catalogue.kinds):
            if mistake.nonsense is not Nonsense.NO_SUCH_FACT:
                raise DomainError(mistake_words(mistake, catalogue))
