"""Two accounts of one person that are joined: their reviews, and what cannot be one's work."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.accounts import services as accounts
from callforprojects.applications.models import ConflictOfInterest
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.juries.models import Assignment, Juror, JurorStatus
from callforprojects.organisations.models import Membership, Role
from callforprojects.reviews.models import Review, Standing
from tests.factories.accounts import PASSWORD, join, make_user
from tests.factories.juries import assign, make_conflict, make_filed, make_judged_call, make_juror
from tests.factories.reviews import make_review


@pytest.fixture(autouse=True)
def _english(app):
    with in_language("en"):
        yield


@pytest.fixture
def kept():
    return make_user(email="ada@town.example", password=PASSWORD)


@pytest.fixture
def gone():
    return make_user(email="ada@region.example", password=PASSWORD)


@pytest.fixture
def call():
    return make_judged_call(title="Sober towns")


def obstacles(gone, kept):
    return [str(each.sentence) for each in accounts.joining_of(gone, kept).obstacles]


def moving(gone, kept):
    return [str(each) for each in accounts.joining_of(gone, kept).moving]


def seated(call, user, *files, **values):
    juror = make_juror(call, user=user, **values)
    assign(juror, *files)
    return juror


def belongs(user, file):
    seat = Membership(organisation_id=file.organisation_id, user_id=user.id, role=Role.READER)
    db.session.add(seat)
    db.session.flush()


def test_reviews_of_both_are_those_of_the_seat_that_is_kept(gone, kept, call):
    mine, theirs = make_filed(call), make_filed(call)
    own, other = seated(call, kept, mine), seated(call, gone, theirs)
    make_review(own, mine, 5, 5, 10)
    handed_in = make_review(other, theirs, 3, 3, 5)
    before = (handed_in.total, handed_in.version, handed_in.updated_at)
    standings = {s.application_id: (s.count, s.mean) for s in db.session.scalars(select(Standing))}
    assert "1 review, with its marks and comments." in moving(gone, kept)

    join(gone, kept)

    assert {r.juror_id for r in db.session.scalars(select(Review))} == {own.id}
    assert (handed_in.total, handed_in.version, handed_in.updated_at) == before
    after = {s.application_id: (s.count, s.mean) for s in db.session.scalars(select(Standing))}
    assert after == standings
    assert kept.seat(Review, theirs.id) == "submitted"


@pytest.mark.parametrize("begun_by", ["kept", "gone"])
def test_a_review_begun_gives_way_to_the_one_handed_in(gone, kept, call, begun_by):
    file = make_filed(call)
    own, other = seated(call, kept, file), seated(call, gone, file)
    handed_in = make_review(other if begun_by == "kept" else own, file, 4, 4, 8)
    make_review(own if begun_by == "kept" else other, file, 1, None, None, submitted=False)
    sentence = "1 review begun and never submitted goes: both accounts review that file."
    assert sentence in moving(gone, kept)

    join(gone, kept)

    (left,) = db.session.scalars(select(Review))
    assert (left.id, left.juror_id, left.is_counted) == (handed_in.id, own.id, True)


def test_the_same_file_judged_twice_waits_for_the_results(gone, kept, call):
    file = make_filed(call)
    own, other = seated(call, kept, file), seated(call, gone, file)
    for juror in (own, other):
        make_review(juror, file, 4, 4, 8)

    (sentence,) = obstacles(gone, kept)
    assert sentence.startswith(
        "In the jury of “Sober towns”, both accounts have submitted a review"
    )
    db.session.commit()
    with pytest.raises(DomainError, match="both accounts have submitted"):
        join(gone, kept)
    db.session.rollback()

    call.current_round.announced_at = now() - timedelta(days=1)
    assert obstacles(gone, kept) == []
    join(gone, kept)
    reviews = db.session.scalars(select(Review).order_by(Review.id))
    assert [review.juror_id for review in reviews] == [own.id, other.id]


@pytest.mark.parametrize("judge_is_kept", [True, False])
def test_nobody_judges_what_their_other_account_has_filed(gone, kept, call, judge_is_kept):
    judge, other = (kept, gone) if judge_is_kept else (gone, kept)
    file = make_filed(call)
    juror = seated(call, judge, declared := make_filed(call))
    belongs(other, file)
    assert obstacles(gone, kept) == []  # it was not given to them

    assign(juror, file)

    (sentence,) = obstacles(gone, kept)
    assert sentence.startswith(
        f"In the jury of “Sober towns”, the account {judge.email} has a file that was filed by Town"
    )
    make_conflict(juror, file)
    assert obstacles(gone, kept) == []
    join(gone, kept)
    assert set(kept.seats(Assignment)) >= {declared.id}
    assert file.id in kept.seats(ConflictOfInterest)


@pytest.mark.parametrize("judge_is_kept", [True, False])
def test_nobody_judges_what_their_other_account_has_left(gone, kept, call, judge_is_kept):
    judge, other = (kept, gone) if judge_is_kept else (gone, kept)
    file = make_filed(call)
    juror = seated(call, judge, file)
    make_conflict(other, file)

    (sentence,) = obstacles(gone, kept)
    assert "from which the other account has recused itself" in sentence
    assert (file.title in sentence, file.reference in sentence) == (False, False)

    make_conflict(juror, file)
    assert obstacles(gone, kept) == []


def test_a_review_of_who_has_left_the_jury_moves_with_its_file(gone, kept, call):
    file = make_filed(call)
    own, other = make_juror(call, user=kept), seated(call, gone, file)
    review = make_review(other, file, 4, 4, 8)
    other.status = JurorStatus.REMOVED
    db.session.flush()

    join(gone, kept)

    assert (review.juror_id, review.is_counted) == (own.id, True)
    assert db.session.get_one(Juror, other.id).status is JurorStatus.REMOVED
    assert kept.seat(Review, file.id) == "submitted"
