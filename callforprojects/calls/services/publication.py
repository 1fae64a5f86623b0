"""Publishing a call, and the two things that may still happen to it: a later closing, an end."""

from callforprojects.activity.services import record
from callforprojects.calls.details import Calendar, NewClosing
from callforprojects.calls.events import call_cancelled, call_postponed
from callforprojects.calls.models import (
    MOVES,
    Call,
    CallStatus,
    Postponement,
    Publication,
    Round,
)
from callforprojects.calls.readiness import missing_points
from callforprojects.calls.services.drafting import check_order
from callforprojects.calls.services.state import require_draft, touch
from callforprojects.calls.services.versions import freeze_version
from callforprojects.core.data.clock import now
from callforprojects.core.data.feature import features
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import check_version, lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.queries import revision_with_questions
from callforprojects.questionnaires.services import publish_revision

_CAN_WAIT = frozenset({CallStatus.UPCOMING, CallStatus.OPEN, CallStatus.CLOSED})


def publish_call(call: Call, *, by: Visitor, version: int | None = None) -> None:
    """Show the draft to everybody and freeze what it asks.

    `call` comes with its expectations. Raises DomainError with the first thing that
    misses, ConflictError when it is no longer a draft.
    """
    require_draft(call)
    check_version(call, version, by=by)
    at = now()
    revision = revision_with_questions(call.questionnaire_id)
    for missing in missing_points(call, revision, at):
        raise DomainError(missing.message)
    publish_revision(revision.questionnaire, by=by)
    transition(call, "status", Publication.PUBLISHED, MOVES)
    call.published_at = at
    sha256 = freeze_version(call, at=at).sha256
    record("call.published", call, by=by, reference=call.reference, version_sha256=sha256)


_assign_closing = assigning(NewClosing, to=Round, apart={"version", "reason"})


def postpone_call(call: Call, details: NewClosing, *, by: Visitor) -> Postponement:
    """Move the closing of a published call to a later instant, with a reason that all can read.

    Those concerned are written to, in the same transaction (`events`).
    `call.postponements` must be loaded. A call whose closing is over opens again, unless its
    files are being judged: it is held, so that nobody gives one meanwhile; once results are
    announced, nothing moves. Raises DomainError beside `closes_at`, `reason` or another date.
    """
    lock(call)
    check_version(call, details.version, by=by)
    previous = call.closes_at
    if previous is None or call.current_status not in _CAN_WAIT:
        raise ConflictError(_("The closing of this call can no longer be postponed."))
    if hindrance := why_not_reopened(call):
        raise ConflictError(hindrance)
    _check_new_closing(call, details)
    postponement = Postponement(
        previous_closes_at=previous, closes_at=details.closes_at, reason=details.reason
    )
    call.postponements.append(postponement)
    _assign_closing(call.current_round, details)
    touch(call)
    record(
        "call.postponed",
        call,
        by=by,
        previous_closes_at=previous.isoformat(),
        closes_at=details.closes_at.isoformat(),
        version_sha256=freeze_version(call, at=now()).sha256,
    )
    call_postponed.send(call, postponement=postponement)
    return postponement


def cancel_call(call: Call, reason: str, *, by: Visitor, version: int | None = None) -> None:
    """End a published call without a result. Raises DomainError without a reason.

    Once results are announced, the decisions stand and the call can no longer be cancelled.
    """
    check_version(call, version, by=by)
    if not reason.strip():
        raise DomainError(_("Say why: everybody will read it."), field="reason")
    if call.current_status is CallStatus.ANNOUNCED:
        raise ConflictError(_("The results are announced: this call can no longer be cancelled."))
    transition(call, "status", Publication.CANCELLED, MOVES)
    call.cancelled_at = now()
    call.cancellation_reason = reason.strip()
    sha256 = freeze_version(call, at=call.cancelled_at).sha256
    record("call.cancelled", call, by=by, reference=call.reference, version_sha256=sha256)
    call_cancelled.send(call)


def people_concerned(call: Call) -> int:
    """How many people a postponement or a cancellation would be written to, now."""
    counts = (feature.people_concerned for feature in features())
    return sum(count(call) for count in counts if count is not None)


def why_not_reopened(call: Call) -> Sentence | None:
    """What hinders a call that is closed from opening again; None when it is not, or may."""
    if call.current_status is not CallStatus.CLOSED:
        return None
    reasons = (feature.why_not_reopened for feature in features())
    return next((reason for find in reasons if find is not None and (reason := find(call))), None)


def _check_new_closing(call: Call, details: NewClosing) -> None:
    if call.closes_at and details.closes_at <= call.closes_at:
        raise DomainError(
            _("The new closing must be later than the current one."), field="closes_at"
        )
    if details.closes_at <= now():
        raise DomainError(_("The new closing must be in the future."), field="closes_at")
    if not details.reason.strip():
        raise DomainError(_("Say why: everybody will read it."), field="reason")
    check_order(
        Calendar(
            opens_at=call.opens_at,
            questions_until=details.questions_until,
            closes_at=details.closes_at,
            results_expected_on=details.results_expected_on,
        )
    )
