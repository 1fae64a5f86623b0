"""The library of ready rules: each one with a few boxes, and none of them code for one call."""

from collections.abc import Mapping, Sequence

from callforprojects.calls.rules.library import applicants, declared, money, projects, state_aid
from callforprojects.calls.rules.ready import ReadyRule, RuleSubject

FREE = "free"
LIBRARY: Sequence[ReadyRule] = (
    *applicants.RULES,
    *money.RULES,
    *projects.RULES,
    *state_aid.RULES,
    *declared.RULES,
)
_BY_KEY: Mapping[str, ReadyRule] = {ready.key: ready for ready in LIBRARY}
FIELD_RULES: Mapping[str, ReadyRule] = {ready.field: ready for ready in LIBRARY if ready.field}
"""Those that follow a field of the call, by its name."""


def ready_rule(key: str) -> ReadyRule | None:
    """A rule of the library; None of one that was built freely, or is offered no more."""
    return _BY_KEY.get(key)


def follows_a_field(key: str) -> bool:
    """Whether a rule is there because a field of the call says something."""
    ready = _BY_KEY.get(key)
    return ready is not None and bool(ready.field)


def offered_rules() -> Mapping[RuleSubject, Sequence[ReadyRule]]:
    """Those that may be added, by what they are about; those of fields come with their field."""
    return {
        subject: [ready for ready in LIBRARY if ready.subject is subject and not ready.field]
        for subject in RuleSubject
    }
