"""The rules of a call, and what its versions keep of them."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from callforprojects.calls.models import Call, CallRule, Round
from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import from_json
from callforprojects.questionnaires.conditions import ConditionUse


def rules_of(call: Call) -> Sequence[CallRule]:
    """All the rules of a call, those of its rounds too, in order; one query."""
    query = sa.select(CallRule).where(CallRule.call_id == call.id)
    return db.session.scalars(query.order_by(CallRule.position, CallRule.id)).all()


def has_rules(call: Call) -> bool:
    """Whether a call has any."""
    return bool(db.session.scalar(sa.select(sa.exists().where(CallRule.call_id == call.id))))


def rules_of_round(call_id: uuid.UUID, round_id: uuid.UUID) -> Sequence[CallRule]:
    """The rules that a round of a call applies: those of the call, and its own; one query."""
    query = sa.select(CallRule).where(
        CallRule.call_id == call_id,
        sa.or_(CallRule.round_id.is_(None), CallRule.round_id == round_id),
    )
    return db.session.scalars(query.order_by(CallRule.position, CallRule.id)).all()


def rules_as_json(call: Call) -> list[dict[str, Any]]:
    """The rules of a call, as its versions keep them."""
    query = (
        sa.select(CallRule, Round.position)
        .outerjoin(Round, Round.id == CallRule.round_id)
        .where(CallRule.call_id == call.id)
        .order_by(CallRule.position, CallRule.id)
    )
    return [
        {
            "id": str(rule.id),
            "round": round_position,
            "kind": rule.kind,
            "severity": rule.severity.value,
            "sentence": rule.sentence,
            "when": rule.when,
            "requirement": rule.requirement,
        }
        for rule, round_position in db.session.execute(query)
    ]


def rules_as_uses(rule_ids: Collection[uuid.UUID]) -> list[ConditionUse]:
    """What these rules read, and how a sentence calls each."""
    found = db.session.scalars(sa.select(CallRule).where(CallRule.id.in_(rule_ids)))
    return [
        ConditionUse(
            _("the rule “%(sentence)s”", sentence=rule.sentence),
            [from_json(kept) for kept in (rule.requirement, rule.when) if kept is not None],
            rule.id,
        )
        for rule in found
    ]
