"""Seats in a jury: offered by mail, taken or declined by a person, changed and removed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, or_, select

from callforprojects.accounts.services import (
    lock_account,
    notify_address_taken,
    refuse_link_of_another,
)
from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, NotAllowed
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.juries import queries
from callforprojects.juries.juror_progress import progress_of_jurors
from callforprojects.juries.models import (
    JUROR_MOVES,
    Assignment,
    Juror,
    JurorRole,
    JurorStatus,
    Jury,
)
from callforprojects.juries.services.invitations import lock_funder, send_invitation
from callforprojects.juries.services.notifications import notify_due_date
from callforprojects.juries.services.refusals import refuse_when_announced, refuse_who_stepped_back
from callforprojects.messages.services import write_message
from callforprojects.organisations.services import check_may_invite

SEATED = frozenset({JurorStatus.INVITED, JurorStatus.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A seat offered to somebody. `capacity`: how many files at most; None sets no limit."""

    full_name: str
    email: str
    employer: str = ""
    role: JurorRole = JurorRole.MEMBER
    capacity: int | None = None


_assign_offer = assigning(Offer, to=Juror, apart={"email"})


def set_due_date(call: Call, due_on: date | None, *, by: Visitor) -> Jury:
    """Say by when scores are wanted; the jury is told when the day moves.

    Raises DomainError for a day that is past.
    """
    refuse_when_announced(call.current_round)
    if due_on is not None and due_on < to_paris(now()).date():
        raise DomainError(_("This date is in the past."), field="reviews_due_on")
    jury = _jury_for(call)
    previous, jury.reviews_due_on = jury.reviews_due_on, due_on
    if due_on != previous:
        notify_due_date(call, previous)
    record("jury.due_date_set", call, by=by, due_on=due_on.isoformat() if due_on else None)
    return jury


def invite_juror(call: Call, offer: Offer, *, by: Visitor) -> Juror:
    """Offer a seat by mail. Somebody who declined or was removed may be asked again.

    Raises DomainError when the address has a seat already, or when there is a second chair,
    TooMany when the funder has invited enough today.
    """
    funder = lock_funder(call)
    refuse_when_announced(call.current_round)
    jury = _jury_for(call)
    lock(jury)
    email = offer.email.strip().lower()
    juror = db.session.scalar(select(Juror).where(Juror.jury_id == jury.id, Juror.email == email))
    if juror is not None and juror.status in SEATED:
        raise DomainError(_("This person has a seat in this jury already."), field="email")
    _refuse_second_chair(jury, offer.role, juror)
    check_may_invite(funder)
    if juror is None:
        juror = Juror(jury_id=jury.id, email=email, full_name=offer.full_name)
        db.session.add(juror)
    else:
        transition(juror, "status", JurorStatus.INVITED, JUROR_MOVES)
        juror.answered_at = None
    _assign_offer(juror, offer)
    send_invitation(juror, call, jury)
    record("juror.invited", call, by=by, role=offer.role.value)
    return juror


def accept_seat(juror: Juror, *, by: Visitor) -> None:
    """Take the seat, having promised independence and confidentiality.

    Whoever has the link may: with another account than that of the address, the seat is theirs
    under their own name, and both the address and the funder are told.

    Raises NotAllowed to a guest, DomainError when they have, or had, a seat in this jury,
    ConflictError when their account has just been closed.
    """
    call = juror.jury.call
    refuse_when_announced(juror.jury.round)
    if not by.is_authenticated:
        raise NotAllowed(_("Sign in to accept this invitation."))
    lock(juror)
    refuse_link_of_another(juror.email, by)
    lock_account(by.id)
    _refuse_second_seat(juror, by)
    transition(juror, "status", JurorStatus.ACCEPTED, JUROR_MOVES)
    juror.user_id = by.id
    if by.email != juror.email:
        _give_to_another(juror, by)
    close_offer(juror)
    record("juror.accepted", call, by=by)


def decline_seat(juror: Juror, *, by: Visitor) -> None:
    """Refuse the seat; whoever holds the link may, without an account."""
    lock(juror)
    transition(juror, "status", JurorStatus.DECLINED, JUROR_MOVES)
    close_offer(juror)
    record("juror.declined", juror.jury.call, by=by)


def update_juror(juror: Juror, offer: Offer, *, by: Visitor) -> None:
    """Correct what is said of a juror, except the address to which the offer was sent."""
    refuse_when_announced(juror.jury.round)
    lock(juror.jury)
    _refuse_second_chair(juror.jury, offer.role, juror)
    _assign_offer(juror, offer)
    record("juror.updated", juror.jury.call, by=by)


def remove_juror(juror: Juror, *, by: Visitor) -> None:
    """Take the seat back. Their reviews handed in still count; their other files are free again.

    What they had begun is kept with them, and nobody waits for it.

    `juror.jury.call.funder` must be loaded. Raises NotAllowed to whoever has stepped back from a
    file of the call when the juror judges: the act covers all those that they were given.
    """
    call = juror.jury.call
    refuse_when_announced(juror.jury.round)
    lock(juror)
    if juror.is_judging:
        refuse_who_stepped_back(call, by=by)
    transition(juror, "status", JurorStatus.REMOVED, JUROR_MOVES)
    close_offer(juror)
    work = progress_of_jurors(juror.jury.round_id)
    handed_in = [file for (juror_id, file), done in work.items() if juror_id == juror.id and done]
    db.session.execute(
        delete(Assignment).where(
            Assignment.juror_id == juror.id, Assignment.application_id.not_in(handed_in)
        )
    )
    record("juror.removed", call, by=by)


def _jury_for(call: Call) -> Jury:
    """The jury of a call, begun with the first thing done to it."""
    jury = queries.jury_of(call.current_round.id)
    if jury is None:
        jury = Jury(round=call.current_round)
        db.session.add(jury)
        db.session.flush()
    return jury


def _refuse_second_chair(jury: Jury, role: JurorRole, juror: Juror | None) -> None:
    if role is not JurorRole.CHAIR:
        return
    chairs = select(Juror.id).where(
        Juror.jury_id == jury.id, Juror.role == JurorRole.CHAIR, Juror.status.in_(SEATED)
    )
    if set(db.session.scalars(chairs)) - {juror.id if juror else None}:
        raise DomainError(_("This jury has a chair already."), field="role")


def _refuse_second_seat(juror: Juror, by: Visitor) -> None:
    """Of one person, and of one address: who declined or was removed comes back when invited."""
    is_own = or_(Juror.user_id == by.id, Juror.email == by.email)
    seats = select(Juror.status).where(Juror.jury_id == juror.jury_id, is_own)
    other = db.session.scalar(seats.where(Juror.id != juror.id).limit(1))
    if other is JurorStatus.INVITED:
        raise DomainError(
            _("You are invited to this jury yourself: answer the invitation sent to your address.")
        )
    if other is JurorStatus.ACCEPTED:
        raise DomainError(_("You have a seat in this jury already."))
    if other is not None:
        raise DomainError(_("You no longer sit in this jury: ask the funder to invite you again."))


def _give_to_another(juror: Juror, by: Visitor) -> None:
    call, invited, name = juror.jury.call, juror.email, juror.full_name
    juror.email, juror.full_name = by.email, by.full_name
    notify_address_taken(invited, juror, language=call.language)
    if call.contact_email:
        write_message(
            to=call.contact_email,
            template="juries/taken",
            language=call.language,
            about=juror,
            context={
                "call": call,
                "invited": f"{name} ({invited})",
                "url": absolute_url("juries.detail", call_id=call.id),
            },
        )


def close_offer(juror: Juror) -> None:
    juror.token_hash = juror.expires_at = None
    juror.answered_at = now()
