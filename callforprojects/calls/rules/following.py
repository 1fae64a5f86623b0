"""The fields of a call that rules follow: the call says the figure, the rule reads it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from callforprojects.calls.models import Call
from callforprojects.calls.rules.library import FIELD_RULES
from callforprojects.calls.rules.ready import ReadyRule
from callforprojects.core.data.money import Money


def settings_of_field(call: Call, ready: ReadyRule) -> Mapping[str, Any] | None:
    """What a field of a call says, as the settings of its rule; None when it says nothing."""
    value = getattr(call, ready.field)
    if value is None or value == []:
        return None
    return {ready.field: _as_json(value)}


def field_settings(call: Call) -> Mapping[str, Mapping[str, Any]]:
    """Those of all the fields that say something, by key of their rule."""
    found = {ready.key: settings_of_field(call, ready) for ready in FIELD_RULES.values()}
    return {key: settings for key, settings in found.items() if settings is not None}


def _as_json(value: Money | Decimal | list[str]) -> int | str | list[str]:
    if isinstance(value, Money):
        return value.cents
    return list(value) if isinstance(value, list) else f"{value.normalize():f}"
