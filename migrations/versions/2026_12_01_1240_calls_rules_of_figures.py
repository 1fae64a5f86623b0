"""calls: each figure has a rule that reads it

Revision ID: 7c1f0a9d3b52
Revises: b70abfd5a435
Created: 2026-12-01 12:40:00.000000
"""

import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "7c1f0a9d3b52"
down_revision = "b70abfd5a435"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
ASKED, COST = "project.requested_amount", "project.total_cost"
LISTS = ("territory_types", "areas", "scales", "phases")
CALL = sa.table(
    "call",
    sa.column("id", sa.Uuid()),
    sa.column("status", sa.Text()),
    sa.column("language", sa.Text()),
    sa.column("updated_at", INSTANT),
    sa.column("envelope", sa.BigInteger()),
    sa.column("ceiling", sa.BigInteger()),
    sa.column("rate", sa.Numeric(5, 2)),
    *(sa.column(name, JSON) for name in LISTS),
)
ROUND = sa.table(
    "round",
    sa.column("call_id", sa.Uuid()),
    sa.column("questionnaire_id", sa.Uuid()),
    sa.column("is_current", sa.Boolean()),
)
RULE = sa.table(
    "call_rule",
    *(sa.column(name, sa.Uuid()) for name in ("id", "call_id")),
    *(sa.column(name, INSTANT) for name in ("created_at", "updated_at")),
    *(sa.column(name, sa.Integer()) for name in ("position", "version")),
    *(sa.column(name, sa.Text()) for name in ("kind", "severity", "sentence")),
    *(sa.column(name, JSON) for name in ("requirement", "settings")),
)
REFERENCE = sa.table(
    "condition_reference",
    *(sa.column(name, sa.Uuid()) for name in ("id", "owner_id", "questionnaire_id")),
    *(sa.column(name, INSTANT) for name in ("created_at", "updated_at")),
    *(sa.column(name, sa.Text()) for name in ("owner_table", "fact")),
)
Condition = dict[str, Any]


def _contains(fact: str) -> Callable[[list[str]], Condition]:
    def condition(codes: list[str]) -> Condition:
        parts = [{"fact": fact, "is": "contains", "than": [{"choice": code}]} for code in codes]
        return parts[0] if len(parts) == 1 else {"any": parts}

    return condition


def _among(fact: str) -> Callable[[list[str]], Condition]:
    return lambda codes: {"fact": fact, "is": "in", "than": [{"choice": sorted(codes)}]}


def _at_most(cents: int) -> Condition:
    return {"fact": ASKED, "is": "at_most", "than": [{"money": cents}]}


def _share(rate: str) -> Condition:
    shares = [{"fact": COST, "factor": str(Decimal(rate) * Decimal("0.01"))}]
    than = {"sum": shares, "of": "money", "fixed": "0"}
    return {"fact": ASKED, "is": "at_most", "than": [than]}


# By column: the kind of the rule, its severity in a draft, its condition, what applicants read.
FIGURES: Mapping[str, tuple[str, str, Callable[[Any], Condition], Mapping[str, str]]] = {
    "territory_types": (
        "applicant_types",
        "blocking",
        _contains("applicant.types"),
        {
            "fr": "L’appel n’accepte que certains types de candidats.",
            "en": "The call accepts some types of applicants only.",
        },
    ),
    "areas": (
        "applicant_areas",
        "blocking",
        _among("applicant.area"),
        {
            "fr": "L’appel n’accepte que les candidats de certaines zones géographiques.",
            "en": "The call accepts applicants from some areas only.",
        },
    ),
    "envelope": (
        "envelope",
        "warning",
        _at_most,
        {
            "fr": "L’aide demandée ne dépasse pas l’enveloppe de l’appel.",
            "en": "The aid requested is within the budget of the call.",
        },
    ),
    "ceiling": (
        "ceiling",
        "warning",
        _at_most,
        {
            "fr": "L’aide demandée ne dépasse pas le plafond de l’appel.",
            "en": "The aid requested is within the ceiling of the call.",
        },
    ),
    "rate": (
        "rate",
        "warning",
        _share,
        {
            "fr": "La part du coût demandée ne dépasse pas le taux maximal de l’appel.",
            "en": "The share of the cost requested is within the maximum rate of the call.",
        },
    ),
    "scales": (
        "scales",
        "warning",
        _among("project.scale"),
        {
            "fr": "L’appel n’accepte que certaines échelles de projets.",
            "en": "The call accepts some scales of projects only.",
        },
    ),
    "phases": (
        "phases",
        "warning",
        _among("project.phase"),
        {
            "fr": "L’appel n’accepte que certaines phases de projets.",
            "en": "The call accepts some phases of projects only.",
        },
    ),
}
FACTS = {
    "applicant_types": ("applicant.types",),
    "applicant_areas": ("applicant.area",),
    "envelope": (ASKED,),
    "ceiling": (ASKED,),
    "rate": (ASKED, COST),
    "scales": ("project.scale",),
    "phases": ("project.phase",),
}


def upgrade() -> None:
    """What a published call prints becomes a warning: nobody was told that it refuses.

    A draft gets what it would have by itself: types and areas, which refuse today, are blocking.
    """
    current = sa.select(ROUND.c.call_id, ROUND.c.questionnaire_id).where(ROUND.c.is_current)
    questionnaires = {row[0]: row[1] for row in op.get_bind().execute(current)}
    for call in op.get_bind().execute(sa.select(CALL).order_by(CALL.c.id)).all():
        found = [column for column in FIGURES if getattr(call, column) not in (None, [])]
        for position, column in enumerate(found, start=1):
            rule = _rule(call, column, position)
            op.execute(RULE.insert().values(**rule))
            for fact in FACTS[rule["kind"]]:
                op.execute(
                    REFERENCE.insert().values(**_reference(rule, questionnaires[call.id], fact))
                )


def downgrade() -> None:
    """Their rules go; the figures stay."""
    kinds = RULE.c.kind.in_(list(FACTS))
    rules = sa.select(RULE.c.id).where(kinds)
    op.execute(REFERENCE.delete().where(REFERENCE.c.owner_id.in_(rules)))
    op.execute(RULE.delete().where(kinds))


def _rule(call: Any, column: str, position: int) -> dict[str, Any]:  # noqa: ANN401  # a row
    kind, severity, condition, sentences = FIGURES[column]
    value = getattr(call, column)
    value = f"{Decimal(value).normalize():f}" if column == "rate" else value
    return {
        "id": uuid.uuid5(call.id, f"call_rule {kind}"),
        "created_at": call.updated_at,
        "updated_at": call.updated_at,
        "call_id": call.id,
        "position": position,
        "version": 1,
        "kind": kind,
        "severity": severity if call.status == "draft" else "warning",
        "sentence": sentences.get(call.language, sentences["fr"]),
        "requirement": {"format": 1, "condition": condition(value)},
        "settings": {column: value},
    }


def _reference(rule: dict[str, Any], questionnaire_id: uuid.UUID, fact: str) -> dict[str, Any]:
    return {
        "id": uuid.uuid5(rule["id"], fact),
        "created_at": rule["created_at"],
        "updated_at": rule["updated_at"],
        "owner_table": "call_rule",
        "owner_id": rule["id"],
        "questionnaire_id": questionnaire_id,
        "fact": fact,
    }
