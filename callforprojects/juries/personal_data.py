"""What juries keep of a person: the seats offered to them or held, and their déports."""

from sqlalchemy import or_, select

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.applications.models import ConflictOfInterest
from callforprojects.calls.services import hold_round
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import PersonalData
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.mail_addresses import closed_address
from callforprojects.core.data.versions import lock_all
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, in_language, ngettext
from callforprojects.juries.export import records
from callforprojects.juries.joined_accounts import move, moving, seats_of
from callforprojects.juries.models import (
    JUROR_MOVES,
    Assignment,
    Declaration,
    Juror,
    JurorStatus,
)
from callforprojects.juries.services.seats import SEATED, close_offer


def _lock(*users: User) -> None:
    """Nobody announces or gives files to these people meanwhile."""
    seats = {juror.id: juror for user in users for juror in seats_of(user)}
    rounds = {juror.jury.round_id: juror.jury.round for juror in seats.values()}
    for turn in sorted(rounds.values(), key=lambda turn: (turn.call_id, turn.id)):
        hold_round(turn)
    lock_all(seats.values())


def _going(user: User) -> list[Sentence]:
    return [
        _("The seat in the jury of “%(call)s”.", call=juror.jury.call.title)
        for juror in seats_of(user)
        if juror.is_judging and not juror.jury.round.is_over
    ]


def _staying(user: User) -> list[Sentence]:
    own = select(Juror.id).where(Juror.user_id == user.id)
    declared = row_count(select(Declaration.id).where(Declaration.juror_id.in_(own)))
    declared += row_count(
        select(ConflictOfInterest.id).where(ConflictOfInterest.user_id == user.id)
    )
    return if_any(
        declared,
        ngettext(
            "%(num)s declaration of interests or of a conflict, without the name.",
            "%(num)s declarations of interests and of conflicts, without the name.",
            declared,
        ),
    )


def _follow_address(user: User, former: str) -> None:
    """Seats held and offered. An offer to the new address is useless to who sits there already.

    Where another person has left that address to a seat, each keeps its own.
    """
    _drop_useless_offers(user)
    taken = set(db.session.scalars(select(Juror.jury_id).where(Juror.email == user.email)))
    offered = Juror.user_id.is_(None) & (Juror.email == former)
    for juror in db.session.scalars(
        select(Juror).where(or_(Juror.user_id == user.id, offered), Juror.jury_id.not_in(taken))
    ):
        juror.email = user.email


def _drop_useless_offers(user: User) -> None:
    held = select(Juror.jury_id).where(
        Juror.user_id == user.id, Juror.status == JurorStatus.ACCEPTED
    )
    offers = select(Juror).where(
        Juror.user_id.is_(None),
        Juror.email == user.email,
        Juror.status == JurorStatus.INVITED,
        Juror.jury_id.in_(held),
    )
    for offer in db.session.scalars(offers).all():
        transition(offer, "status", JurorStatus.REMOVED, JUROR_MOVES)
        close_offer(offer)
        offer.email = closed_address(offer.id)
    db.session.flush()


def _close(user: User, by: Visitor) -> None:
    """A seat of a jury at work is free again; in the others, nobody is named any more."""
    for juror in seats_of(user):
        call = juror.jury.call
        if juror.status in SEATED and not juror.jury.round.is_over:
            transition(juror, "status", JurorStatus.REMOVED, JUROR_MOVES)
            record("juror.removed", call, by=by)
        close_offer(juror)
        with in_language(call.language):
            juror.full_name = str(_("Closed account"))
        # of the seat: somebody may hold one and be offered another in the same jury
        juror.email, juror.employer = closed_address(juror.id), ""


PERSONAL_DATA: PersonalData[User] = PersonalData(
    lock=_lock,
    going=_going,
    staying=_staying,
    records=records,
    follow_address=_follow_address,
    close=_close,
    moving=moving,
    move=move,
    named_in=[
        Assignment.assigned_by_id,
        ConflictOfInterest.recorded_by_id,
        ConflictOfInterest.lifted_by_id,
    ],
)
