"""The seats and the déports of an account, given to another of the same person."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import ConflictOfInterest
from callforprojects.calls.models import Round
from callforprojects.core.data.database import db
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.juries.models import (
    Assignment,
    Declaration,
    Juror,
    JurorRole,
    JurorStatus,
    Jury,
)
from callforprojects.juries.services.seats import SEATED

_RANKS = {
    JurorStatus.REMOVED: 0,
    JurorStatus.DECLINED: 0,
    JurorStatus.INVITED: 1,
    JurorStatus.ACCEPTED: 2,
}


def seats_of(user: User) -> Sequence[Juror]:
    """Those held, and those offered to the address, each with its call."""
    query = (
        select(Juror)
        .join(Juror.jury)
        .where(or_(Juror.user_id == user.id, Juror.email == user.email))
        .options(joinedload(Juror.jury).joinedload(Jury.round).joinedload(Round.call))
        .order_by(Jury.round_id, Juror.id)
    )
    return db.session.scalars(query).all()


def moving(gone: User, kept: User) -> list[Sentence]:
    """What the first account would give the second, in words."""
    own = {seat.jury_id: seat for seat in seats_of(kept)}
    found = [_seat_moving(seat, own.get(seat.jury_id)) for seat in seats_of(gone)]
    left = row_count(select(ConflictOfInterest.id).where(ConflictOfInterest.user_id == gone.id))
    recusals = ngettext("%(num)s recusal from a file.", "%(num)s recusals from files.", left)
    return [*found, *if_any(left, recusals)]


def move(gone: User, kept: User) -> None:
    """Give the seats and the déports. The results of a call that is over are not touched."""
    own = {seat.jury_id: seat for seat in reversed(_held_first(kept))}
    for seat in _held_first(gone):
        if seat.jury_id not in own:
            _take(seat, gone, kept)
            own[seat.jury_id] = seat
        elif not seat.jury.round.is_over:
            _make_one_of(seat, own[seat.jury_id], kept)
    _give_conflicts(gone, kept)


def _held_first(user: User) -> list[Juror]:
    """An address may have been offered a second seat in a jury: the one that is held counts."""
    return sorted(seats_of(user), key=lambda seat: seat.user_id != user.id)


def _seat_moving(seat: Juror, own: Juror | None) -> Sentence:
    call = seat.jury.call
    if own is None:
        return _("The seat in the jury of “%(call)s”.", call=call.title)
    if seat.jury.round.is_over:
        return _(
            "The seat in the jury of “%(call)s” stays as it is, as of a closed account: you have "
            "another one there, and the call is over.",
            call=call.title,
        )
    return _(
        "The seat in the jury of “%(call)s”, where both accounts have one: you keep one, with the "
        "files of both.",
        call=call.title,
    )


def _take(seat: Juror, gone: User, kept: User) -> None:
    if seat.user_id == gone.id:
        seat.user_id = kept.id
    seat.email = kept.email
    db.session.flush()


def _make_one_of(seat: Juror, own: Juror, kept: User) -> None:
    """The seat that is kept has the higher status and role of the two, and the files of both.

    The other one is then left as of a closed account, with what cannot be there twice: a
    declaration about a file of which the person has made another.
    """
    is_chair = any(
        juror.role is JurorRole.CHAIR and juror.status in SEATED for juror in (seat, own)
    )
    if seat.user_id is not None:
        own.user_id = kept.id
    if _RANKS[seat.status] > _RANKS[own.status]:
        _take_status(seat, own)
    own.role = JurorRole.CHAIR if is_chair else own.role
    if own.capacity is not None:
        own.capacity = None if seat.capacity is None else max(seat.capacity, own.capacity)
    own.employer = own.employer or seat.employer
    for table in (Assignment, Declaration):
        there = select(table.application_id).where(table.juror_id == own.id)
        db.session.execute(
            update(table)
            .where(table.juror_id == seat.id, table.application_id.not_in(there))
            .values({table.juror_id: own.id, table.updated_at: table.updated_at})
            .execution_options(synchronize_session=False)
        )
    db.session.execute(delete(Assignment).where(Assignment.juror_id == seat.id))


def _take_status(seat: Juror, own: Juror) -> None:
    """No move of a life cycle: the person has been there, with the other account."""
    link, seat.token_hash = seat.token_hash, None
    db.session.flush()
    own.status, own.answered_at = seat.status, seat.answered_at
    own.token_hash, own.expires_at = link, seat.expires_at


def _give_conflicts(gone: User, kept: User) -> None:
    """A déport that both have declared from one project stays what each has said."""
    stands = ConflictOfInterest.lifted_at.is_(None)
    there = select(ConflictOfInterest.project_id).where(
        ConflictOfInterest.user_id == kept.id, stands
    )
    db.session.execute(
        update(ConflictOfInterest)
        .where(
            ConflictOfInterest.user_id == gone.id,
            or_(~stands, ConflictOfInterest.project_id.not_in(there)),
        )
        .values(
            {
                ConflictOfInterest.user_id: kept.id,
                ConflictOfInterest.updated_at: ConflictOfInterest.updated_at,
            }
        )
        .execution_options(synchronize_session=False)
    )
