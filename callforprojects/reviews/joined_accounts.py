"""The reviews of an account, given to another of the same person; and what cannot be one's work.

Whoever judges a file neither belongs to who filed it nor has stepped back from it, and judges it
once. What two accounts have hidden is mended before they are one, as long as a jury is at work.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import aliased

from callforprojects.accounts.models import User
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
)
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Obstacle
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.juries.models import Assignment, Juror, Jury
from callforprojects.organisations.models import Membership, Organisation
from callforprojects.reviews.models import Review


def hindering(gone: User, kept: User) -> list[Obstacle]:
    """Why two accounts cannot be joined yet. A file is not named: one may know nothing of it."""
    found: list[Sentence] = []
    for judge, other in ((kept, gone), (gone, kept)):
        found += [_filed_by_other(call, name, judge) for call, name in _own_files(judge, other)]
        found += [_stepped_back(call, judge) for call in _files_left(judge, other)]
    found += [_judged_twice(call) for call in _calls_judged_twice(gone, kept)]
    return [
        Obstacle(sentence=sentence, label=_("Files to judge"), endpoint="reviews.mine")
        for sentence in found
    ]


def moving(gone: User, kept: User) -> list[Sentence]:
    """What the first account would give the second, in words, and what goes."""
    own = Review.juror_id.in_(select(Juror.id).where(Juror.user_id == gone.id))
    pairs = [pair for seats in _seats_of_both(gone, kept) for pair in _pairs(*seats)]
    begun = sum(_begun_only(*pair) is not None for pair in pairs)
    written = row_count(select(Review.id).where(own))
    moved = ngettext(
        "%(num)s review, with its marks and comments.",
        "%(num)s reviews, with their marks and comments.",
        written,
    )
    dropped = ngettext(
        "%(num)s review begun and never submitted goes: both accounts review that file.",
        "%(num)s reviews begun and never submitted go: both accounts review those files.",
        begun,
    )
    return [*if_any(written, moved), *if_any(begun, dropped)]


def give_reviews(gone: User, kept: User) -> None:
    """Where both have a seat, their reviews are those of the seat that is kept."""
    for seat_id, own_id in _seats_of_both(gone, kept):
        for pair in _pairs(seat_id, own_id):
            begun = _begun_only(*pair)
            if begun is not None:
                db.session.execute(delete(Review).where(Review.id == begun.id))
        there = select(Review.application_id).where(Review.juror_id == own_id)
        db.session.execute(
            update(Review)
            .where(Review.juror_id == seat_id, Review.application_id.not_in(there))
            .values({Review.juror_id: own_id, Review.updated_at: Review.updated_at})
            .execution_options(synchronize_session=False)
        )


def _filed_by_other(call: Call, organisation: str, judge: User) -> Sentence:
    return _(
        "In the jury of “%(call)s”, the account %(email)s has a file that was filed by "
        "%(organisation)s, of which the other account is a member. Recuse yourself from it with "
        "%(email)s first, or ask the service in charge of the call to note it.",
        call=call.title,
        organisation=organisation,
        email=judge.email,
    )


def _stepped_back(call: Call, judge: User) -> Sentence:
    return _(
        "In the jury of “%(call)s”, the account %(email)s has a file from which the other account "
        "has recused itself. Recuse yourself from it with %(email)s first, or ask the service in "
        "charge of the call to note it.",
        call=call.title,
        email=judge.email,
    )


def _judged_twice(call: Call) -> Sentence:
    return _(
        "In the jury of “%(call)s”, both accounts have submitted a review of the same file. They "
        "can be joined once the results are announced; until then, tell the service in charge of "
        "the call.",
        call=call.title,
    )


def _own_files(judge: User, other: User) -> Iterator[tuple[Call, str]]:
    """The calls in whose jury the one has a file that an organisation of the other has filed."""
    rows = db.session.execute(
        _files_given(judge)
        .add_columns(Organisation.name, Organisation.search_text)  # of DISTINCT, what orders too
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == other.id)
        .order_by(Call.id, Organisation.search_text)
    )
    return ((call, name) for call, name, _order in rows if not call.is_over)


def _files_left(judge: User, other: User) -> Iterator[Call]:
    """The calls in whose jury the one has a file from which the other has stepped back."""
    calls = db.session.scalars(_files_given(judge).where(_has_left(other)).order_by(Call.id))
    return (call for call in calls if not call.is_over)


def _files_given(judge: User) -> "Select[*tuple[Any, ...]]":
    """The calls of the files given to a person who has not stepped back from them."""
    return (
        select(Call)
        .distinct()
        .join(Round, Round.call_id == Call.id)
        .join(Jury, Jury.round_id == Round.id)
        .join(Juror, Juror.jury_id == Jury.id)
        .join(Assignment, Assignment.juror_id == Juror.id)
        .join(Application, Application.id == Assignment.application_id)
        .where(
            Juror.user_id == judge.id,
            Application.status == ApplicationStatus.SUBMITTED,
            ~_has_left(judge),
        )
    )


def _has_left(user: User) -> ColumnElement[bool]:
    """Whether a person has stepped back from the `Application` of the query around."""
    return (
        select(ConflictOfInterest.id)
        .where(
            ConflictOfInterest.project_id == Application.project_id,
            ConflictOfInterest.user_id == user.id,
            ConflictOfInterest.lifted_at.is_(None),
        )
        .exists()
    )


def _calls_judged_twice(gone: User, kept: User) -> list[Call]:
    found: list[Call] = []
    for seat_id, own_id in _seats_of_both(gone, kept):
        if any(_begun_only(*pair) is None for pair in _pairs(seat_id, own_id)):
            query = (
                select(Call)
                .join(Round, Round.call_id == Call.id)
                .join(Jury, Jury.round_id == Round.id)
            )
            found += db.session.scalars(
                query.join(Juror, Juror.jury_id == Jury.id).where(Juror.id == own_id)
            )
    return found


def _seats_of_both(gone: User, kept: User) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """The two seats that they have in one jury that can still be changed."""
    seat, own = aliased(Juror), aliased(Juror)
    rows = db.session.execute(
        select(Call, seat.id, own.id)
        .join(Round, Round.call_id == Call.id)
        .join(Jury, Jury.round_id == Round.id)
        .join(seat, seat.jury_id == Jury.id)
        .join(own, own.jury_id == Jury.id)
        .where(seat.user_id == gone.id, own.user_id == kept.id)
        .order_by(Call.id)
    )
    return [(seat_id, own_id) for call, seat_id, own_id in rows if not call.is_over]


def _pairs(seat_id: uuid.UUID, own_id: uuid.UUID) -> Sequence[tuple[Review, Review]]:
    """The reviews of two seats on the same file."""
    gone, own = _by_file(seat_id), _by_file(own_id)
    return [(gone[file], own[file]) for file in sorted(gone.keys() & own.keys())]


def _by_file(juror_id: uuid.UUID) -> Mapping[uuid.UUID, Review]:
    reviews = db.session.scalars(select(Review).where(Review.juror_id == juror_id))
    return {review.application_id: review for review in reviews}


def _begun_only(gone: Review, own: Review) -> Review | None:
    """Of two reviews of one file, one that was never handed in; None when both were."""
    return next((review for review in (gone, own) if review.version_count == 0), None)
