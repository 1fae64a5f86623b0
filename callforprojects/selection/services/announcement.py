"""Announcing the results of a call: once, to everybody at the same time."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.calls.services import touch
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.formats import money
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.juries.services import refuse_who_stepped_back
from callforprojects.messages.services import release_messages
from callforprojects.selection.models import Act, Decision
from callforprojects.selection.queries import (
    Unfinished,
    act_of,
    announcement_of,
    decisions_to_write,
    held_letters,
    totals_of,
    unfinished_of,
    unwritten,
)
from callforprojects.selection.services.acts import is_before_closing
from callforprojects.selection.services.decisions import require_deciding
from callforprojects.selection.services.letters import (
    AT_ONCE,
    cancel_all,
    require_every_decision,
)
from callforprojects.selection.snapshot import decision_snapshot, hash_of_all

T = TypeVar("T")
# on the table: the session refuses to change a decision, and this is done once to each
_FREEZING = (
    sa.update(Decision.__table__)
    .where(Decision.id == sa.bindparam("one"), Decision.announced_at.is_(None))
    .values(
        announced_at=sa.bindparam("at"),
        act_id=sa.bindparam("act"),
        snapshot=sa.bindparam("whole", type_=Decision.__table__.c.snapshot.type),
        sha256=sa.bindparam("hash"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What is confirmed before announcing: what passes the envelope, or is not finished, has a
    reason.
    """

    is_excess_accepted: bool = False
    justification: str = ""
    unfinished_reason: str = ""


def announce_results(call: Call, confirmation: Confirmation, *, by: Visitor) -> int:
    """Release the prepared letters and open the public results, and say how many letters leave.

    It happens once: the call is held, and a second try finds it announced. Letters about what was
    withdrawn meanwhile are cancelled. Raises ConflictError when it is done already, DomainError
    when a decision or a letter is missing, or when the envelope is passed, or the jury has not
    finished, without a reason,
    NotAllowed to whoever has stepped back from a file of the call.
    """
    lock(call)
    if call.announced_at is not None:
        raise ConflictError(
            _("The results of this call are already announced: no letter was sent again.")
        )
    require_deciding(call.current_round)
    refuse_who_stepped_back(call, by=by)
    require_every_decision(call, by=by)
    announcement = announcement_of(call.current_round.id)
    act = act_of(call.current_round.id)
    is_early = act is not None and is_before_closing(call, act.signed_on)
    if announcement is None or act is None or is_early or unwritten(call):
        raise DomainError(_("Some letters are not prepared: prepare them again, then announce."))
    _check_envelope(call, confirmation)
    unfinished = unfinished_of(call)
    _check_unfinished(unfinished, confirmation)
    call.current_round.announced_at = now()
    touch(call)
    announcement.released_at = call.announced_at
    announcement.released_by_id = by.id
    announcement.justification = confirmation.justification.strip()
    decisions = decisions_to_write(call)
    frozen = _freeze(decisions, call, act)
    released = _release(call, frozenset(decision.id for decision in decisions), by)
    _record(call, released, hash_of_all(frozen), by)
    _record_unfinished(call, unfinished, confirmation, by)
    return released


def _check_envelope(call: Call, confirmation: Confirmation) -> None:
    excess = totals_of(call).excess
    if not excess:
        return
    if not confirmation.is_excess_accepted:
        raise DomainError(
            _(
                "The decisions grant %(amount)s more than the budget. Change them, or"
                " confirm that this is intended.",
                amount=money(excess),
            ),
            field="is_excess_accepted",
        )
    if not confirmation.justification.strip():
        raise DomainError(
            _("State where the money above the budget comes from."), field="justification"
        )


def _check_unfinished(unfinished: Unfinished, confirmation: Confirmation) -> None:
    if unfinished and not confirmation.unfinished_reason.strip():
        raise DomainError(
            _("Say why the results are announced all the same."), field="unfinished_reason"
        )


def _freeze(decisions: Sequence[Decision], call: Call, act: Act) -> list[str]:
    """Announce the decisions on what was not withdrawn, as they are; gives their hashes."""
    hashes: list[str] = []
    for piece in _pieces(decisions):
        frozen = [_frozen(decision, call, act) for decision in piece]
        db.session.execute(_FREEZING, frozen)
        hashes += [str(row["hash"]) for row in frozen]
    return hashes


def _release(call: Call, announced: frozenset[uuid.UUID], by: Visitor) -> int:
    """Let the letters of what is announced leave; cancel the others."""
    held = held_letters(call.current_round.id)
    cancel_all([message for message in held if message.about_id not in announced], by=by)
    leaving = [message for message in held if message.about_id in announced]
    return sum(release_messages(piece, by=by) for piece in _pieces(leaving))


def _frozen(decision: Decision, call: Call, act: Act) -> dict[str, object]:
    whole = decision_snapshot(decision, call, act)
    facts = {"one": decision.id, "at": call.announced_at, "act": act.id}
    return {**facts, "whole": whole, "hash": hash_of(canonical(whole))}


def _pieces(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """A few hundred at a time: databases limit the values of one statement."""
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]


def _record_unfinished(
    call: Call, unfinished: Unfinished, confirmation: Confirmation, by: Visitor
) -> None:
    if not unfinished:
        return
    record(
        "results.announced_unfinished",
        call,
        by=by,
        reason=confirmation.unfinished_reason.strip(),
        reviews_missing=unfinished.reviews_missing,
        unreviewed=unfinished.unreviewed.as_json(),
        beyond_limits=unfinished.beyond_limits.as_json(),
    )


def _record(call: Call, released: int, sha256: str, by: Visitor) -> None:
    totals = totals_of(call)
    record(
        "results.announced",
        call,
        by=by,
        letters=released,
        decisions_sha256=sha256,
        selected=totals.funded,
        granted_cents=totals.granted.cents,
        excess_cents=totals.excess.cents,
    )
