"""The frozen form of a decision: what its applicant is told, hashed when it is announced."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from callforprojects.calls.models import Call
from callforprojects.selection.authors import Author
from callforprojects.selection.models import Act, Decision

FORMAT = 2  # 2: what was requested


def hash_of_all(hashes: Iterable[str]) -> str:
    """One SHA-256 for all the decisions of a call, whatever their order."""
    return sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def decision_snapshot(decision: Decision, call: Call, act: Act) -> dict[str, Any]:
    """The whole decision, as JSON. Its application and that one's organisation must be loaded."""
    application = decision.application
    requested = application.requested_amount
    return {
        "format": FORMAT,
        "call": {"id": str(call.id), "reference": call.reference, "title": call.title},
        "funder": {
            "id": str(call.funder_id),
            "name": call.funder.name,
            "legal_nature": call.funder.legal_nature,
        },
        "application": {
            "reference": application.reference,
            "title": application.title,
            "requested_cents": requested.cents if requested is not None else None,
        },
        "organisation": {
            "id": str(application.organisation_id),
            "name": application.organisation.name,
        },
        "outcome": decision.outcome.value,
        "amount_cents": None if decision.amount is None else decision.amount.cents,
        "reason": decision.reason,
        "conditions": decision.conditions,
        "author": Author.of(act, call).as_json(),
        "announced_at": None if call.announced_at is None else call.announced_at.isoformat(),
    }
