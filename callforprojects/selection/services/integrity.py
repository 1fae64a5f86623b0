"""Comparing the decisions that were announced with what the activity seals of them."""

import json
import uuid
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.applications.models import Application
from callforprojects.calls.models import Round
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.selection.models import Decision
from callforprojects.selection.snapshot import hash_of_all

_ANNOUNCED = "results.announced"
_ELIMINATED = "application.eliminated"  # with the visa of the archives: sealed too


def fault_of_decisions(connection: sa.Connection) -> Sentence | None:
    """The first announced decision that was changed, added or removed behind the program's back.

    Each is compared with its SHA-256 and with its columns, and those of a call with the hash that
    the activity sealed.
    """
    hashes: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = (
        sa.select(
            Round.call_id,
            Application.reference,
            sa.cast(Decision.snapshot, sa.Text).label("snapshot"),
            Decision.sha256,
            *(getattr(Decision, name) for name in ("outcome", "amount", "reason", "conditions")),
        )
        .join(Round, Round.id == Decision.round_id)
        .join(Application, Application.id == Decision.application_id)
        .where(Decision.sha256 != "")
    )
    with connection.execute(rows) as decisions:
        for row in decisions:
            if not _is_as_announced(row):
                return _(
                    "The decision on %(reference)s is not what was announced.",
                    reference=row.reference,
                )
            hashes[row.call_id].append(row.sha256)
    for call_id, sha256 in _eliminated_hashes(connection):
        hashes[call_id].append(sha256)
    for call_id, sealed in _sealed_hashes(connection).items():
        if hash_of_all(hashes.pop(call_id, [])) != sealed:
            return _("The decisions of a call are not those that were announced.")
    return _("Decisions were added after the announcement.") if hashes else None


def _is_as_announced(row: sa.Row[Any]) -> bool:
    """Whether the frozen text has its hash, and the columns that pages read say the same.

    The text is read as it is kept: what was changed by hand may not be JSON any more.
    """
    try:
        frozen = json.loads(row.snapshot or "")
    except ValueError:
        return False
    if not isinstance(frozen, dict) or hash_of(canonical(frozen)) != row.sha256:
        return False
    read = {
        "outcome": row.outcome.value,
        "amount_cents": None if row.amount is None else row.amount.cents,
        "reason": row.reason,
        "conditions": row.conditions,
    }
    return all(frozen.get(name) == value for name, value in read.items())


def sealed_decision(application: Application) -> dict[str, object]:
    """What the activity keeps of the decisions on a file that goes: the hash of the announced."""
    announced = (
        sa.select(Decision.sha256)
        .where(Decision.application_id == application.id, Decision.sha256 != "")
        .order_by(Decision.version)
    )
    return {"decision_sha256": db.session.scalar(announced.limit(1)) or ""}


def _sealed_hashes(connection: sa.Connection) -> dict[uuid.UUID, str]:
    """By call; announcements made before decisions were frozen have none."""
    acts = sa.select(Activity.subject_id, Activity.details).where(Activity.verb == _ANNOUNCED)
    return {
        row.subject_id: row.details["decisions_sha256"]
        for row in connection.execute(acts).all()
        if "decisions_sha256" in row.details
    }


def _eliminated_hashes(connection: sa.Connection) -> list[tuple[uuid.UUID, str]]:
    """The call and the SHA-256 of each decision that was erased since, as the activity says."""
    rows = sa.select(Activity.details).where(Activity.verb == _ELIMINATED)
    found = [
        (row.details["call"], row.details["decision_sha256"]) for row in connection.execute(rows)
    ]
    return [(uuid.UUID(call), sha256) for call, sha256 in found if sha256]
