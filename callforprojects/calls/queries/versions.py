"""What the public is told of a call, gathered to be frozen; the version in force."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from callforprojects.calls.models import (
    Call,
    CallVersion,
    Expectation,
    Round,
    call_co_funder,
)
from callforprojects.calls.queries.rules import rules_as_json
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import features
from callforprojects.core.data.money import Money
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.models import Question, Revision, Section
from callforprojects.questionnaires.queries import revision_with_questions

FORMAT = 1
_SAID = (
    *("reference", "kind", "language", "edition", "title", "summary", "description", "note"),
    *("cancellation_reason", "territory_types", "areas", "scales", "phases"),
)


def version_in_force(call_id: uuid.UUID) -> sa.ScalarSelect[uuid.UUID]:
    """The last version of a call, to be read by the statement around it."""
    versions = sa.select(CallVersion.id).where(CallVersion.call_id == call_id)
    return versions.order_by(CallVersion.number.desc()).limit(1).scalar_subquery()


def call_content(call: Call) -> dict[str, Any]:
    """All that the public is told of a call, as JSON: what is written of it must be flushed.

    A rate and an amount are in hundredths, instants in UTC. What features above add to the page of
    a call stands under their keys (`version_parts`).
    """
    funder, *others = _funders(call)
    return {
        "format": FORMAT,
        "id": str(call.id),
        **{name: getattr(call, name) for name in _SAID},
        "funder": _named(funder),
        "co_funders": [_named(other) for other in others],
        "contact": {
            "service": call.service,
            "email": call.contact_email or funder.contact_email,
            "phone": call.contact_phone or funder.contact_phone,
            "address": call.contact_address or funder.postal_address,
        },
        "cancelled_at": _written(call.cancelled_at),
        "envelope_cents": _cents(call.envelope),
        "ceiling_cents": _cents(call.ceiling),
        "rate_hundredths": None if call.rate is None else int(call.rate * 100),
        "expectations": _expectations(call.id),
        "rounds": [_round(each) for each in _rounds(call.id)],
        **_rules(call),
        **_parts(call),
    }


def _funders(call: Call) -> list[Organisation]:
    """Who pays first, then those who pay with it, by their identifiers."""
    others = sa.select(call_co_funder.c.organisation_id).where(call_co_funder.c.call_id == call.id)
    rows = db.session.scalars(
        sa.select(Organisation)
        .where(sa.or_(Organisation.id == call.funder_id, Organisation.id.in_(others)))
        .order_by(Organisation.id != call.funder_id, Organisation.id)
    )
    return list(rows)


def _named(organisation: Organisation) -> dict[str, str]:
    return {"id": str(organisation.id), "name": organisation.name}


def _expectations(call_id: uuid.UUID) -> list[dict[str, Any]]:
    rows = db.session.execute(
        sa.select(Expectation.purpose, Expectation.domain, Expectation.level).where(
            Expectation.call_id == call_id
        )
    )
    return [
        {"purpose": purpose, "domain": domain, "level": level}
        for purpose, domain, level in sorted(tuple(row) for row in rows)
    ]


def _rounds(call_id: uuid.UUID) -> Sequence[Round]:
    rows = db.session.scalars(
        sa.select(Round)
        .where(Round.call_id == call_id)
        .order_by(Round.position)
        .options(selectinload(Round.postponements))
    )
    return rows.all()


def _round(it: Round) -> dict[str, Any]:
    return {
        "position": it.position,
        "opens_at": _written(it.opens_at),
        "questions_until": _written(it.questions_until),
        "closes_at": _written(it.closes_at),
        "results_expected_on": _written(it.results_expected_on),
        "postponements": [
            {
                "previous_closes_at": _written(each.previous_closes_at),
                "closes_at": _written(each.closes_at),
                "reason": each.reason,
            }
            for each in it.postponements
        ],
        "questionnaire": _questionnaire(revision_with_questions(it.questionnaire_id)),
    }


def _questionnaire(revision: Revision) -> dict[str, Any]:
    return {
        "revision_id": str(revision.id),
        "sections": [
            {
                "title": section.title,
                "help": section.help,
                "questions": [_question(question) for question in section.questions],
                **_condition(section),
            }
            for section in revision.sections
        ],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "stable_id": str(question.stable_id),
        "key": question.key,
        "type": question.type.value,
        "label": question.label,
        "help": question.help,
        "required": question.is_required,
        "confidential": question.is_confidential,
        "stands_for": question.stands_for,
        "settings": question.settings,
        "purposes": question.purposes,
        "domains": question.domains,
        **_condition(question),
    }


def _condition(part: Section | Question) -> dict[str, Any]:
    """When it is asked; nothing of what always is, as in the versions of before conditions."""
    return {} if part.condition is None else {"condition": part.condition}


def _parts(call: Call) -> Mapping[str, Any]:
    return {
        key: part(call) for feature in features() for key, part in feature.version_parts.items()
    }


def _rules(call: Call) -> Mapping[str, Any]:
    """Without any, the text is that of before there were rules, and its hash."""
    rules = rules_as_json(call)
    return {"rules": rules} if rules else {}


def _written(moment: date | None) -> str | None:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat()
    return None if moment is None else moment.isoformat()


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents
