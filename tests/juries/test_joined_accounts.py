"""Two accounts of one person that are joined: their seats in juries, and their déports."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.accounts import services as accounts
from callforprojects.applications.models import ConflictOfInterest
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from callforprojects.core.text.i18n import in_language
from callforprojects.juries import queries, services
from callforprojects.juries.models import Declaration, Juror, JurorRole, JurorStatus
from tests.factories.accounts import PASSWORD, join, make_user
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    with_funder,
)


@pytest.fixture(autouse=True)
def _english(app):
    with in_language("en"):
        yield


@pytest.fixture
def kept():
    return make_user(email="ada@town.example", first_name="Ada", last_name="Lovelace")


@pytest.fixture
def gone():
    return make_user(email="ada@region.example", password=PASSWORD)


@pytest.fixture
def call():
    return make_judged_call(title="Sober towns")


def moving(gone, kept):
    return [str(each) for each in accounts.joining_of(gone, kept).moving]


def seats(call):
    return list(
        db.session.scalars(
            select(Juror).where(Juror.jury.has(round_id=call.current_round.id)).order_by(Juror.id)
        )
    )


def files_of(juror):
    return {
        file for file in queries.applications_by_id(juror.jury.round_id)
        if juror.id in queries.assigned_jurors(file)
    }  # fmt: skip


def over(call):
    call.current_round.announced_at = now() - timedelta(days=1)
    db.session.flush()


def test_a_seat_and_an_offer_follow(gone, kept, call):
    seat = make_juror(call, user=gone)
    clear, stored = new_token()
    offered = make_juror(
        make_judged_call(), user=make_user(), email=gone.email, status=JurorStatus.INVITED,
        token_hash=stored, expires_at=now() + timedelta(days=9),
    )  # fmt: skip
    offered.user_id = None
    assert "The seat in the jury of “Sober towns”." in moving(gone, kept)

    join(gone, kept)

    assert (seat.user_id, seat.email, seat.status) == (kept.id, kept.email, JurorStatus.ACCEPTED)
    assert (offered.user_id, offered.email) == (None, kept.email)
    services.accept_seat(queries.offered_seat(clear), by=kept)
    assert offered.user_id == kept.id


def test_one_seat_is_kept_with_the_files_of_both(gone, kept, call):
    own, other = make_juror(call, user=kept, capacity=2), make_juror(
        call, user=gone, role=JurorRole.CHAIR, capacity=5
    )  # fmt: skip
    alone, both, theirs = make_filed(call), make_filed(call), make_filed(call)
    assign(own, alone, both)
    assign(other, both, theirs)
    assert moving(gone, kept)[0].startswith("The seat in the jury of “Sober towns”, where both")

    join(gone, kept)

    assert (own.user_id, own.role, own.capacity) == (kept.id, JurorRole.CHAIR, 5)
    assert files_of(with_funder(own)) == {alone.id, both.id, theirs.id}
    assert (other.status, other.full_name) == (JurorStatus.REMOVED, "Closed account")
    assert (other.user_id, other.email) == (gone.id, f"{other.id.hex}@closed.invalid")
    said = db.session.scalars(select(Declaration).order_by(Declaration.id)).all()
    assert {(d.juror_id, d.application_id) for d in said} == {
        (own.id, alone.id), (own.id, both.id), (own.id, theirs.id), (other.id, both.id),
    }  # fmt: skip


@pytest.mark.parametrize("mine", [JurorStatus.INVITED, JurorStatus.DECLINED, JurorStatus.REMOVED])
def test_the_seat_that_is_held_is_the_one_that_is_kept(gone, kept, call, mine):
    own = make_juror(call, user=kept, status=mine, token_hash="x", capacity=None)
    if mine is not JurorStatus.REMOVED:
        own.user_id = None
    other, file = make_juror(call, user=gone, capacity=3), make_filed(call)
    assign(other, file)

    join(gone, kept)

    assert (own.status, own.user_id, own.token_hash) == (JurorStatus.ACCEPTED, kept.id, None)
    assert (own.capacity, files_of(with_funder(own))) == (None, {file.id})
    assert other.status is JurorStatus.REMOVED
    assert kept.seat(Juror, call.id) == JurorRole.MEMBER


def test_a_link_that_was_sent_to_the_other_account_still_works(gone, kept, call):
    own = make_juror(call, user=kept, status=JurorStatus.REMOVED)
    clear, stored = new_token()
    other = make_juror(
        call, user=gone, status=JurorStatus.INVITED, token_hash=stored,
        expires_at=now() + timedelta(days=9),
    )  # fmt: skip
    other.user_id = None

    join(gone, kept)

    assert queries.offered_seat(clear).id == own.id
    services.accept_seat(queries.offered_seat(clear), by=kept)
    assert (own.status, other.status) == (JurorStatus.ACCEPTED, JurorStatus.REMOVED)


def test_where_the_results_are_announced_two_seats_stay(gone, kept, call):
    own, other = make_juror(call, user=kept), make_juror(call, user=gone)
    alone = make_judged_call()
    former = make_juror(alone, user=gone)
    file = make_filed(call)
    assign(own, file)
    assign(other, file)
    over(call)
    over(alone)
    assert any("stays as it is, as of a closed account" in each for each in moving(gone, kept))

    join(gone, kept)

    assert (other.user_id, other.status) == (gone.id, JurorStatus.ACCEPTED)
    assert other.full_name == "Closed account"
    assert files_of(with_funder(other)) == files_of(with_funder(own)) == {file.id}
    assert former.user_id == kept.id
    assert len(seats(call)) == 2


def test_what_one_has_stepped_back_from_stays_closed(gone, kept, call):
    first, both, lifted = make_filed(call), make_filed(call), make_filed(call)
    make_conflict(gone, first)
    theirs, own = make_conflict(gone, both), make_conflict(kept, both)
    former, other = make_conflict(gone, lifted), make_user()
    former.lifted_at, former.lifted_by_id = now(), other.id
    db.session.flush()
    assert "3 recusals from files." in moving(gone, kept)

    join(gone, kept)

    standing = db.session.scalars(
        select(ConflictOfInterest.project_id).where(
            ConflictOfInterest.user_id == kept.id, ConflictOfInterest.lifted_at.is_(None)
        )
    )
    assert set(standing) == {first.project_id, both.project_id}
    assert set(kept.seats(ConflictOfInterest)) == {first.id, both.id}
    assert (theirs.user_id, own.user_id, former.user_id) == (gone.id, kept.id, kept.id)
