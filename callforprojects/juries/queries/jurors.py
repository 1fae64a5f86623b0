"""Who sits in a jury: seats, invitations, loads and progress."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import (
    Application,
    ConflictOfInterest,
)
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import arrived_at
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Description
from callforprojects.core.data.tokens import token_hash
from callforprojects.core.data.visitors import PERSON
from callforprojects.core.text.errors import Gone
from callforprojects.core.text.i18n import _
from callforprojects.juries.juror_progress import progress_of_jurors
from callforprojects.juries.models import Assignment, Declaration, Juror, JurorStatus, Jury
from callforprojects.juries.permissions import OPEN, TO_DECLARE
from callforprojects.juries.queries.conflicts import closed_pairs, stepped_back
from callforprojects.juries.queries.files import open_assignments


@dataclass(slots=True)
class JurorLine:
    """A juror as the officer sees them: what they were given, and how far they are."""

    juror: Juror
    load: int = 0
    to_declare: int = 0
    begun: int = 0
    submitted: int = 0
    conflicts: int = 0

    @property
    def id(self) -> uuid.UUID:
        return self.juror.id


def juror_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The calls in whose jury a person sits, and as what."""
    rows = db.session.execute(_calls(), {PERSON.key: user_id})
    return {call_id: role.value for call_id, role in rows}


@cache
def _calls() -> Select[*tuple[Any, ...]]:
    return (
        select(Round.call_id, Juror.role)
        .join(Jury, Jury.round_id == Round.id)
        .join(Juror, Juror.jury_id == Jury.id)
        .where(Juror.user_id == PERSON, Juror.status == JurorStatus.ACCEPTED)
    )


def assignment_seats(user_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The files given to a person as a juror: to declare, or open.

    What they stepped back from is theirs no more. Withdrawn applications open to no juror.
    """
    rows = db.session.execute(_files(), {PERSON.key: user_id})
    return {
        application_id: TO_DECLARE if declaration_id is None else OPEN
        for application_id, declaration_id in rows
    }


@cache
def _files() -> Select[*tuple[Any, ...]]:
    return open_assignments(Assignment.application_id, Declaration.id).where(
        Juror.user_id == PERSON, Juror.status == JurorStatus.ACCEPTED
    )


def jury_of(round_id: uuid.UUID) -> Jury | None:
    """The jury of a call, once somebody has begun it."""
    return db.session.scalar(select(Jury).where(Jury.round_id == round_id))


def juror_of(user_id: uuid.UUID, round_id: uuid.UUID) -> Juror:
    """The accepted seat of a person in the jury of a call, loaded down to the call."""
    return db.session.scalars(
        select(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .where(
            Juror.user_id == user_id,
            Jury.round_id == round_id,
            Juror.status == JurorStatus.ACCEPTED,
        )
        .options(joinedload(Juror.jury), joinedload(Juror.user))
    ).one()


def offered_seat(token: str) -> Juror:
    """The seat that an invitation offers. Raises Gone when it was answered, replaced or too old."""
    juror = seat_offered(token)
    if juror is None:
        raise Gone(_("This invitation has been answered already, replaced, or is too old."))
    return juror


def seat_offered(token: str) -> Juror | None:
    """The same, or None."""
    return db.session.scalar(
        select(Juror)
        .where(
            Juror.token_hash == token_hash(token),
            Juror.status == JurorStatus.INVITED,
            Juror.expires_at > arrived_at(),
        )
        .options(
            joinedload(Juror.jury)
            .joinedload(Jury.round)
            .joinedload(Round.call)
            .joinedload(Call.funder)
        )
    )


def description_of_seat(token: str) -> Description | None:
    """Where somebody goes who has yet to sign in, when that is the page of a seat offered."""
    juror = seat_offered(token)
    if juror is None:
        return None
    title = juror.jury.call.title
    sentence = _("This step leads to the invitation to the jury of “%(title)s”.", title=title)
    return Description(sentence, juror.email)


def waiting_seat(juror_id: uuid.UUID) -> Juror | None:
    """A seat offered and not answered yet, even too long ago, as long as its round is not over."""
    juror = db.session.scalar(
        select(Juror)
        .where(Juror.id == juror_id, Juror.status == JurorStatus.INVITED)
        .options(joinedload(Juror.jury).joinedload(Jury.round).joinedload(Round.call))
    )
    return None if juror is None or juror.jury.round.is_over else juror


def jurors_who_judge(round_id: uuid.UUID) -> Sequence[Juror]:
    """The accepted jurors of a call, by name."""
    return db.session.scalars(
        select(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .where(Jury.round_id == round_id, Juror.status == JurorStatus.ACCEPTED)
        .order_by(Juror.search_text, Juror.id)
        .options(joinedload(Juror.user))
    ).all()


def jurors_with_account(round_id: uuid.UUID) -> Sequence[Juror]:
    """Who judges the files of a call, or has judged them and left; by name, those who sit first."""
    return db.session.scalars(
        select(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .where(Jury.round_id == round_id, Juror.user_id.is_not(None))
        .order_by(Juror.status != JurorStatus.ACCEPTED, Juror.search_text, Juror.id)
        .options(joinedload(Juror.user))
    ).all()


def jurors_who_left(application_id: uuid.UUID) -> Sequence[Juror]:
    """Who has left the jury after handing in a review of this file, which counts; by name."""
    return db.session.scalars(
        select(Juror)
        .join(Assignment, Assignment.juror_id == Juror.id)
        .join(Application, Application.id == Assignment.application_id)
        .outerjoin(ConflictOfInterest, stepped_back())
        .where(
            Application.id == application_id,
            Juror.status != JurorStatus.ACCEPTED,
            ConflictOfInterest.id.is_(None),
        )
        .order_by(Juror.search_text, Juror.id)
    ).all()


def juror_lines(round_id: uuid.UUID) -> list[JurorLine]:
    """Every seat of a jury with its load and its progress."""
    jurors = db.session.scalars(
        select(Juror)
        .join(Jury, Jury.id == Juror.jury_id)
        .where(Jury.round_id == round_id)
        .order_by(Juror.search_text, Juror.id)
    )
    lines = {juror.id: JurorLine(juror) for juror in jurors}
    for juror_id, load, declared in db.session.execute(_loads(round_id)):
        line = lines[juror_id]
        line.load = load
        line.to_declare = load - declared if line.juror.is_judging else 0
    closed = closed_pairs(round_id)
    for juror_id, _application_id in closed:
        lines[juror_id].conflicts += 1
    for pair, is_submitted in progress_of_jurors(round_id).items():
        if pair not in closed:
            lines[pair[0]].submitted += is_submitted
            lines[pair[0]].begun += not is_submitted
    return list(lines.values())


def loads_of(round_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many files each juror of a call has, those they stepped back from left out."""
    return {juror_id: load for juror_id, load, _declared in db.session.execute(_loads(round_id))}


def _loads(round_id: uuid.UUID) -> "Select[uuid.UUID, int, int]":
    """Per juror: files given and not closed, and how many of them were declared."""
    return (
        open_assignments(Assignment.juror_id, func.count(), func.count(Declaration.id))
        .where(Application.round_id == round_id)
        .group_by(Assignment.juror_id)
    )
