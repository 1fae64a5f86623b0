"""The pages of reviews: the juror’s files, the scoring session."""

import pytest
from sqlalchemy import select

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.criteria.models import Criterion
from callforprojects.criteria.queries import criteria_of
from callforprojects.juries.models import JurorRole
from callforprojects.reviews.models import Review, ReviewStatus, Score, ScoreStatus
from tests.factories.accounts import make_user
from tests.factories.activity import make_activity
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
from tests.reviews.scenes import grid

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def call():
    return make_judged_call()


@pytest.fixture
def file(call):
    return make_filed(call)


@pytest.fixture
def juror(call, file):
    juror = make_juror(call)
    assign(juror, file)
    return juror


@pytest.fixture
def scoring(file):
    return f"/reviews/applications/{file.id}"


def test_the_desk_is_for_whoever_signed_in(browser, sign_in) -> None:
    assert browser.get("/reviews/mine").status == 302
    assert sign_in(make_user()).get("/reviews/mine").has("You do not sit in a jury.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_takes_a_constant_number_of_queries(count, call, sign_in, count_queries) -> None:
    juror = make_juror(call)
    for _ in range(count):
        assign(juror, make_filed(call))
    browser = sign_in(user_of(juror))

    with count_queries() as seen:
        page = browser.get("/reviews/mine")

    (files,) = page.all("tbody")
    assert len(files) == count
    assert len(seen) == 3  # the session, the desks, the files of this page


def test_the_scoring_page_shows_answers_beside_the_criterion_that_reads_them(
    call, file, juror, scoring, sign_in
) -> None:
    page = sign_in(user_of(juror)).get(scoring)

    first, second, third = (
        section for section in page.all("section") if section.get("class") == "scoring-criterion"
    )
    words = ["".join(section.itertext()) for section in (first, second, third)]
    assert "Summers are too hot here." in words[0]
    assert "The mayor leads." not in words[0]
    assert "The mayor leads." in words[1]
    assert "A pact." in words[1]
    assert "This criterion reads the whole file" in words[2]


def test_the_scoring_page_is_closed_to_everybody_else(
    call, file, juror, scoring, browser, sign_in
) -> None:
    undeclared = make_juror(call)
    assign(undeclared, file, declared=False)
    closed = make_juror(call)
    assign(closed, file)
    make_conflict(closed, file)

    assert browser.get(scoring).status == 302
    for user in (
        make_user(),
        make_officer(call),
        user_of(make_juror(call)),
        user_of(undeclared),
        user_of(closed),
    ):
        assert sign_in(user).get(scoring).status == 404


def test_looking_writes_nothing(juror, scoring, sign_in) -> None:
    sign_in(user_of(juror)).get(scoring)

    assert db.session.scalars(select(Review)).all() == []


def test_a_draft_keeps_what_there_is(call, juror, scoring, sign_in) -> None:
    page = sign_in(user_of(juror)).get(scoring)

    saved = page.submit("Save the draft", comment="Half read", **grid(call, 4, "", "na"))
    again = saved.follow()

    assert again.has("Your draft is saved.")
    assert again.value("comment") == "Half read"
    marks = [
        [radio.get("value") for radio in again.all("input", name=f"mark-{each.id}", checked="")]
        for each in criteria_of(call.current_round.id)
    ]
    assert marks == [["4"], [], ["na"]]
    assert db.session.scalars(select(Review.is_counted)).all() == [False]


def test_a_review_is_handed_in_and_counts(call, juror, scoring, sign_in) -> None:
    page = sign_in(user_of(juror)).get(scoring)

    done = page.submit("Submit my review", **grid(call, 4, 2, 10)).follow()

    assert done.has("You have submitted this review. It counts.")
    assert done.has("72.0 / 100")
    assert "Save the draft" not in done.text
    assert done.has("You have no other file of this call to review.")


def test_the_next_file_is_one_click_away(call, juror, scoring, sign_in) -> None:
    begun, undeclared = make_filed(call, title="Second"), make_filed(call, title="Third")
    assign(juror, begun)
    assign(juror, undeclared, declared=False)
    browser = sign_in(user_of(juror))

    done = browser.get(scoring).submit("Submit my review", **grid(call, 4, 2, 10)).follow()
    assert done.links["Next file: Second"] == f"/reviews/applications/{begun.id}"

    last = done.follow("Next file: Second").submit("Submit my review", **grid(call, 1, 1, 1))
    assert (
        last.follow().links["Next file: Third"] == f"/juries/applications/{undeclared.id}/declare"
    )


def test_what_is_missing_is_said_beside_each_criterion(call, juror, scoring, sign_in) -> None:
    page = sign_in(user_of(juror)).get(scoring)

    answer = page.submit("Submit my review", comment="Kept", **grid(call, 4, "", ""))

    assert answer.status == 422
    assert answer.errors == [
        "Governance: Choose a mark, or “not applicable”.",
        "Quality: Choose a mark, or “not applicable”.",
    ]
    assert answer.value("comment") == "Kept"
    assert answer.value(f"mark-{criteria_of(call.current_round.id)[0].id}") == "4"
    assert db.session.scalars(select(Review)).all() == []


def test_not_applicable_asks_why(call, juror, scoring, sign_in) -> None:
    page = sign_in(user_of(juror)).get(scoring)

    refused = page.submit("Submit my review", **grid(call, 4, "na", 10))
    notes = ("", "No governance is asked here.", "")
    accepted = refused.submit("Submit my review", **grid(call, 4, "na", 10, notes=notes))

    assert refused.status == 422
    assert accepted.status == 302
    assert (db.session.scalars(select(Review.total)).one() or 0) > 85


@pytest.mark.parametrize("mark", ["6", "-1", "4.5", "five", "٣", "99999999999999999999"])
def test_a_mark_out_of_scale_is_refused(mark, call, juror, scoring, sign_in) -> None:
    browser = sign_in(user_of(juror))
    data = {"csrf_token": browser.token(), "version": "0", **grid(call, mark, 1, 1)}

    page = browser.post(scoring, data=data)

    assert page.status == 422
    assert page.errors == ["Relevance: A mark lies between 0 and 5."]
    assert db.session.scalars(select(Score)).all() == []


def sides(page) -> tuple[list[str], list[str]]:
    """Both versions of a review, as their lines are read."""
    mine, theirs = (
        "".join(text.itertext()).split("\n\n") for text in page.all("p", **{"class": "diff-text"})
    )
    return mine, theirs


def test_two_windows_lose_nothing(call, juror, scoring, sign_in) -> None:
    browser = sign_in(user_of(juror))
    first, second = browser.get(scoring), browser.get(scoring)
    first.submit("Save the draft", comment="from the first", **grid(call, 1, 1, 1))

    stale = second.submit("Save the draft", comment="from the second", **grid(call, 2, 2, 2))

    assert stale.status == 409
    assert stale.value("comment") == "from the second"
    mine, theirs = sides(stale)
    assert mine[0] == "Relevance: 2/5"
    assert theirs[0] == "Relevance: 1/5"
    assert (mine[-1], theirs[-1]) == (
        "General comment: from the second",
        "General comment: from the first",
    )
    assert db.session.scalars(select(Review.comment)).all() == ["from the first"]
    assert stale.submit("Save the draft").status == 302
    assert db.session.scalars(select(Review.comment)).all() == ["from the second"]


CHOICES = {
    "Keep my version": ("Your draft is saved.", "from the second"),
    "Take the saved version": ("What was saved is back on the page.", "from the first"),
}


@pytest.mark.parametrize("button", CHOICES)
def test_without_script_one_version_is_chosen_with_a_button(
    call, juror, scoring, sign_in, button
) -> None:
    said, kept = CHOICES[button]
    browser = sign_in(user_of(juror))
    first, second = browser.get(scoring), browser.get(scoring)
    first.submit("Save the draft", comment="from the first", **grid(call, 1, 1, 1))
    stale = second.submit("Save the draft", comment="from the second", **grid(call, 2, 2, 2))

    page = stale.submit(button).follow()

    assert page.has(said)
    assert page.value("comment") == kept
    assert db.session.scalars(select(Review.comment)).all() == [kept]


def test_a_window_left_open_does_not_write_over_what_was_handed_in(
    call, juror, scoring, sign_in
) -> None:
    browser = sign_in(user_of(juror))
    first, second = browser.get(scoring), browser.get(scoring)
    first.submit("Submit my review", **grid(call, 5, 5, 5))

    stale = second.submit("Save the draft", **grid(call, 0, 0, 0))

    assert stale.status == 409
    assert stale.has("This review is submitted. Reopen it to change it.")
    assert not stale.has("Keep my version")
    assert stale.submit("Save the draft").status == 409
    assert db.session.scalars(select(Review.status)).all() == [ReviewStatus.SUBMITTED]


def test_a_review_is_reopened(call, juror, scoring, file, sign_in) -> None:
    make_review(juror, file, 5, 5, 5)

    page = sign_in(user_of(juror)).get(scoring).submit("Reopen my review").follow()

    assert page.value(f"mark-{criteria_of(call.current_round.id)[0].id}") == "5"
    assert db.session.scalars(select(Review.status)).all() == [ReviewStatus.DRAFT]


def test_nobody_reopens_the_review_of_another(call, juror, file, browser, sign_in) -> None:
    review = make_review(juror, file, 5, 5, 5)
    path = f"/reviews/{review.id}/reopen"
    other = make_juror(call)
    assign(other, file)

    for user in (user_of(other), make_officer(call), make_user()):
        visitor = sign_in(user)
        assert visitor.post(path, data={"csrf_token": visitor.token()}).status == 404

    assert browser.post(path, data={"csrf_token": browser.token()}).status == 401
    assert db.session.scalars(select(Review.status)).all() == [ReviewStatus.SUBMITTED]


def test_a_conflict_closes_the_review_one_has_written(juror, file, scoring, sign_in) -> None:
    review = make_review(juror, file, 5, 5, 5)
    browser = sign_in(user_of(juror))
    browser.get(f"/juries/applications/{file.id}/declare").submit(
        "Declare", interest="conflict", reason="A cousin."
    )

    assert browser.get(scoring).status == 404
    reopening = browser.post(f"/reviews/{review.id}/reopen", data={"csrf_token": browser.token()})
    assert reopening.status == 404
    assert browser.post(scoring, data={"csrf_token": browser.token()}).status == 404
    assert db.session.scalars(select(Review.is_counted)).all() == [False]


def test_others_are_hidden_until_ones_own_is_in(call, juror, file, scoring, sign_in) -> None:
    other = make_juror(call, full_name="Secret Person")
    assign(other, file)
    make_review(other, file, 1, 1, 1, comment="A weak file.")
    browser = sign_in(user_of(juror))

    before = browser.get(scoring)
    after = before.submit("Submit my review", **grid(call, 5, 5, 5)).follow()

    opened = after.submit("Read what the others think").follow()

    assert not before.has("A weak file.")
    assert not after.has("A weak file.")
    assert opened.has("A weak file.")
    assert opened.has("Juror 2")
    assert not opened.has("Secret Person")


def test_the_others_are_anonymous_in_french_too(call, juror, file, scoring, sign_in) -> None:
    other = make_juror(call)
    assign(other, file)
    make_review(other, file, 1, 1, 1)
    make_review(juror, file, 5, 5, 5)
    user_of(juror).language = "fr"

    page = sign_in(user_of(juror)).get(scoring)

    assert page.submit("Lire ce que pensent les autres").follow().has("Membre du jury 2")


def test_the_chair_reads_the_names_once_theirs_is_in(call, file, scoring, sign_in) -> None:
    chair, other = make_juror(call, role=JurorRole.CHAIR), make_juror(call, full_name="Paul Nom")
    assign(chair, file)
    assign(other, file)
    make_review(other, file, 1, 1, 1)
    browser = sign_in(user_of(chair))

    before = browser.get(scoring)
    after = before.submit("Submit my review", **grid(call, 5, 5, 5)).follow()

    assert not before.has("Paul Nom")
    assert after.submit("Read what the others think").follow().has("Paul Nom")


def test_after_the_announcement_one_reads_ones_own_only(
    call, juror, file, scoring, sign_in
) -> None:
    other = make_juror(call)
    assign(other, file)
    make_review(other, file, 1, 1, 1, comment="A weak file.")
    review = make_review(juror, file, 5, 5, 5, comment="A strong file.")
    call.current_round.announced_at = now()
    browser = sign_in(user_of(juror))

    page = browser.get(scoring)
    refused = browser.post(f"/reviews/{review.id}/reopen", data={"csrf_token": browser.token()})

    assert page.has("A strong file.")
    assert not page.has("A weak file.")
    assert not page.has("Reopen my review")
    assert refused.status == 422


def test_scores_are_kept_as_they_were_meant(call, juror, scoring, sign_in) -> None:
    notes = ("", "It does not apply.", "")
    page = sign_in(user_of(juror)).get(scoring)

    page.submit("Submit my review", **grid(call, 0, "na", 10, notes=notes))

    rows = db.session.execute(
        select(Score.status, Score.value).join(Criterion).order_by(Criterion.position)
    ).all()
    assert rows == [
        (ScoreStatus.SCORED, Points.zero()),
        (ScoreStatus.NOT_APPLICABLE, None),
        (ScoreStatus.SCORED, Points.of(10)),
    ]


def test_handing_in_costs_few_queries(call, juror, scoring, sign_in, count_queries) -> None:
    """Six of them are the gate's first look, outside the turn to write (decision 0029).

    Two are for the request key, one for the version kept, three for the seal.
    """
    make_activity()
    page = sign_in(user_of(juror)).get(scoring)
    fields = grid(call, 4, 2, 10)

    with count_queries() as seen:
        assert page.submit("Submit my review", **fields).status == 302

    assert len(seen) <= 26
