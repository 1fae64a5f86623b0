"""Every mark keeps its history; a change made after reading the others is said, with both totals."""

import csv
import io

import pytest
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.core.data.append_only import AppendOnlyError
from callforprojects.core.data.database import db
from callforprojects.juries.models import JurorRole
from callforprojects.reviews import queries, services
from callforprojects.reviews.models import Review, ReviewVersion
from tests.factories.accounts import make_user
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
)
from tests.factories.reviews import make_review

pytestmark = pytest.mark.usefixtures("app")

CHANGES = (
    lambda kept: setattr(kept, "comment", "Never said."),
    db.session.delete,
)
READ = "Read what the others think"
CHANGED = "Judith Juge changed their review after reading the others: 20.0, then 100.0."


@pytest.fixture
def scene():
    """A juror who hands in anything, beside a colleague with a real opinion."""
    call = make_judged_call(contact_email="funder@state.example")
    file = make_filed(call)
    juror = make_juror(call, user=make_user(first_name="Judith", last_name="Juge"))
    colleague = make_juror(call, user=make_user(first_name="Colin", last_name="Collègue"))
    assign(juror, file)
    assign(colleague, file)
    make_review(colleague, file, 5, 5, 10, comment="Excellent.")
    make_review(juror, file, 1, 1, 2, comment="Anything.")
    return call, file, juror


def review_of(juror, file) -> Review:
    return db.session.scalars(
        select(Review).where(Review.juror_id == juror.id, Review.application_id == file.id)
    ).one()


def read_then_change(juror, file, *, reads: bool = True) -> Review:
    review = review_of(juror, file)
    if reads:
        services.read_others(review, by=user_of(juror))
    services.reopen_review(review, by=user_of(juror))
    return make_review(juror, file, 5, 5, 10, comment="In fact, excellent.")


def test_the_others_are_read_by_an_act_that_is_recorded(scene, sign_in) -> None:
    _call, file, juror = scene
    browser = sign_in(user_of(juror))

    page = browser.get(f"/reviews/applications/{file.id}")
    assert not page.has("Excellent.")
    shown = page.submit(READ).follow()

    assert shown.has("Excellent.")
    assert browser.get(f"/reviews/applications/{file.id}").has("Excellent.")
    assert review_of(juror, file).others_read_at is not None
    verbs = list(db.session.scalars(select(Activity.verb)))
    assert verbs.count("review.others_read") == 1


def test_reading_them_twice_is_recorded_once(scene) -> None:
    _call, file, juror = scene
    review = review_of(juror, file)
    services.read_others(review, by=user_of(juror))
    at = review.others_read_at

    services.read_others(review, by=user_of(juror))

    assert review.others_read_at == at


def test_opening_the_page_records_nothing(scene, sign_in) -> None:
    _call, file, juror = scene

    sign_in(user_of(juror)).get(f"/reviews/applications/{file.id}")

    assert review_of(juror, file).others_read_at is None


def test_each_handing_in_is_kept(scene) -> None:
    _call, file, juror = scene
    review = read_then_change(juror, file)

    first, second = queries.versions_of(review)

    assert (first.number, float(first.total or 0), first.comment) == (1, 20, "Anything.")
    assert (second.number, float(second.total or 0), second.comment) == (
        2,
        100,
        "In fact, excellent.",
    )
    assert (first.others_read, second.others_read) == (False, True)
    assert sorted(mark["value"] for mark in first.marks.values()) == [100, 100, 200]
    assert sorted(mark["value"] for mark in second.marks.values()) == [500, 500, 1000]


def test_a_change_before_reading_is_kept_and_is_no_revision(scene, sign_in) -> None:
    call, file, juror = scene
    review = read_then_change(juror, file, reads=False)

    page = sign_in(make_officer(call)).get(f"/reviews/applications/{file.id}/comparison")

    assert not review.is_revised
    assert not page.has("after reading the others:")
    assert page.has("History of the reviews")


@pytest.mark.parametrize(
    "address",
    [
        "/reviews/applications/{file.id}/comparison",
        "/reviews/calls/{call.id}/results",
        "/selection/calls/{call.id}",
    ],
)
def test_the_officer_reads_both_totals(address, scene, sign_in) -> None:
    call, file, juror = scene
    read_then_change(juror, file)

    page = sign_in(make_officer(call)).get(address.format(call=call, file=file))

    assert page.has(CHANGED)


def test_a_reopened_review_is_said_before_it_is_handed_in_again(scene, sign_in) -> None:
    call, file, juror = scene
    review = review_of(juror, file)
    services.read_others(review, by=user_of(juror))
    services.reopen_review(review, by=user_of(juror))

    page = sign_in(make_officer(call)).get(f"/reviews/calls/{call.id}/results")

    assert page.has("Judith Juge has reopened their review after reading the others.")
    assert page.has("Total before: 20.0.")


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_handed_in_is_not_changed(change, scene) -> None:
    _call, file, juror = scene
    version = queries.versions_of(read_then_change(juror, file))[0]

    change(version)
    with pytest.raises(AppendOnlyError):
        db.session.flush()


def test_the_history_shows_marks_and_comments_of_each_version(scene, sign_in) -> None:
    call, file, juror = scene
    read_then_change(juror, file)

    page = sign_in(make_officer(call)).get(f"/reviews/applications/{file.id}/comparison")

    for words in ("Version 1", "Version 2", "1 / 5", "2 / 10", "Anything.", "In fact, excellent."):
        assert page.has(words), words


def test_the_chair_reads_it_once_they_read_the_others(scene, sign_in) -> None:
    call, file, juror = scene
    chair = make_juror(call, user=make_user(first_name="Chloé"), role=JurorRole.CHAIR)
    assign(chair, file)
    make_review(chair, file, 3, 3, 5)
    read_then_change(juror, file)

    before = sign_in(user_of(chair)).get(f"/reviews/applications/{file.id}")
    after = before.submit(READ).follow()

    assert not before.has(CHANGED)
    assert after.has(CHANGED)
    assert after.has("Anything.")


def test_a_juror_reads_their_own_history_and_not_that_of_others(scene, sign_in) -> None:
    call, file, juror = scene
    other = make_juror(call, user=make_user(first_name="Oscar"))
    assign(other, file)
    make_review(other, file, 3, 3, 5)
    read_then_change(juror, file)
    services.read_others(review_of(other, file), by=user_of(other))

    own = sign_in(user_of(juror)).get(f"/reviews/applications/{file.id}")
    others = sign_in(user_of(other)).get(f"/reviews/applications/{file.id}")

    assert own.has("What you have submitted")
    assert own.has("Anything.")
    assert others.has("In fact, excellent.")
    assert not others.has("Anything.")


def test_officer_and_chair_are_told_by_mail_with_both_totals(scene, sent) -> None:
    call, file, juror = scene
    chair = make_juror(call, user=make_user(email="chair@jury.example"), role=JurorRole.CHAIR)
    assert chair.id is not None

    read_then_change(juror, file)

    mails = {message.to_email: message for message in sent()}
    assert set(mails) == {"funder@state.example", "chair@jury.example"}
    for message in mails.values():
        assert "Total before: 20.0 out of 100. Total now: 100.0 out of 100." in message.text
        assert message.from_name.startswith("Funder ")
        assert message.reply_to == "funder@state.example"


def test_a_chair_who_still_judges_the_file_is_told_no_total(scene, sent) -> None:
    call, file, juror = scene
    chair = make_juror(call, user=make_user(email="chair@jury.example"), role=JurorRole.CHAIR)
    assign(chair, file)

    read_then_change(juror, file)

    message = next(each for each in sent() if each.to_email == "chair@jury.example")
    assert "Judith Juge reopened their review" in message.text
    assert "Total" not in message.text


def test_a_chair_who_stepped_back_is_told_nothing(scene, sent) -> None:
    call, file, juror = scene
    chair = make_juror(call, user=make_user(email="chair@jury.example"), role=JurorRole.CHAIR)
    make_conflict(chair, file)

    read_then_change(juror, file)

    assert [message.to_email for message in sent()] == ["funder@state.example"]


def test_an_officer_who_judges_could_read_as_soon_as_theirs_was_in(scene) -> None:
    """The ranking shows them every mark from then on: no act of theirs would be recorded."""
    call, file, juror = scene
    make_officer(call, user=juror.user)

    review = read_then_change(juror, file, reads=False)

    assert review.is_revised
    assert [version.others_read for version in queries.versions_of(review)] == [False, True]


@pytest.mark.parametrize(
    "address", ["/reviews/calls/{call.id}/results/download", "/selection/calls/{call.id}/export"]
)
def test_exports_carry_the_final_marks_and_the_versions(address, scene, sign_in) -> None:
    call, file, juror = scene
    read_then_change(juror, file)

    answer = sign_in(make_officer(call)).get(address.format(call=call))

    text = answer.response.get_data().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Versions"] == "3", "two of this juror, one of the colleague"
    assert row["Changed after reading the others"] == "1"
    assert row["Mean"].startswith("100")


def test_versions_are_never_changed_by_a_later_draft(scene) -> None:
    _call, file, juror = scene
    review = review_of(juror, file)
    services.reopen_review(review, by=user_of(juror))
    make_review(juror, file, 0, 0, 0, submitted=False)

    (version,) = db.session.scalars(
        select(ReviewVersion).where(ReviewVersion.review_id == review.id)
    )

    assert float(version.total or 0) == 20
