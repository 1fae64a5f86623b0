"""The pages of reviews for officers: results, comparison, reminders."""

from itertools import pairwise

import pytest

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.criteria.queries import criteria_of
from callforprojects.iso37101 import PURPOSE_CODES
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

SVG = "{http://www.w3.org/2000/svg}"


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


@pytest.mark.parametrize("count", [1, 3])
def test_the_results_take_a_constant_number_of_queries(count, call, sign_in, count_queries) -> None:
    juror = make_juror(call)
    for _ in range(count):
        file = make_filed(call)
        assign(juror, file)
        make_review(juror, file, 4, 2, 10)
    browser, path = sign_in(make_officer(call)), f"/reviews/calls/{call.id}/results"

    with count_queries() as seen:
        page = browser.get(path)

    assert page.status == 200
    # session, call, memberships; files stepped back from, judged; how many, the page, standings
    assert len(seen) == 8


def test_all_the_scores_together_have_a_page_of_their_own(
    call, file, juror, sign_in, count_queries
) -> None:
    make_review(juror, file, 4, 2, 10)
    page = sign_in(make_officer(call)).get(f"/reviews/calls/{call.id}/results")

    with count_queries() as seen:
        whole = page.follow("All applications together")

    assert whole.has("By criterion, out of 100")
    assert whole.has("Mean of each purpose, out of 100")
    # session, call, memberships; the files judged by oneself; criteria, tallies
    assert len(seen) == 6


def test_an_officer_who_judges_reads_no_mean_before_handing_in(call, sign_in) -> None:
    """Neither on the list, nor in its order, nor in what is added up, nor in the comparison."""
    file, other_file = make_filed(call, title="Mine to judge"), make_filed(call, title="Not mine")
    both, other = make_officer(call), make_juror(call)
    own = make_juror(call, user=both)
    assign(own, file)
    assign(other, file, other_file)
    make_review(other, file, 5, 5, 10)
    make_review(other, other_file, 0, 0, 0)
    browser, path = sign_in(both), f"/reviews/calls/{call.id}/results"

    before, whole = browser.get(path), browser.get(f"{path}?view=whole")
    assert before.has("Hidden: you judge this file, and your review is not submitted.")
    assert "Mine to judge" not in before.links
    assert not before.has("Mean: 100.")
    assert before.has("Mean: 0.")
    assert not whole.has("50.0")

    make_review(own, file, 4, 4, 8)
    after = browser.get(path)
    assert not after.has("Hidden: you judge this file")
    assert after.has("Mean: 90.")
    assert browser.get(f"{path}?view=whole").has("60.0")


def test_what_has_no_mark_is_not_drawn_as_a_zero(call, file, juror, sign_in) -> None:
    """One purpose of six and one domain of twelve are judged; a mark of 0 is one."""
    make_review(juror, file, 4, 0, "na")

    page = sign_in(make_officer(call)).get(f"/reviews/applications/{file.id}/comparison")

    assert len(page.all(f"{SVG}circle", class_="radar-mark-first")) == 1
    assert page.all(f"{SVG}polygon", class_="radar-first") == []
    (line,) = page.all(f"{SVG}path", class_="radar-open")
    assert line.get("d") == ""  # no neighbour is known
    assert len(page.all(f"{SVG}rect", class_="bar-track")) == 2 + 1  # criteria marked, then domains
    assert [bar.get("width") for bar in page.all(f"{SVG}rect", class_="bar-value")] == [
        "160.0",
        "0.0",
        "0.0",
    ]


TITLES = {"h1", "h2", "h3", "h4"}


def test_no_title_of_the_scores_jumps_a_level(call, file, juror, sign_in) -> None:
    make_review(juror, file, 4, 0, 10)
    browser = sign_in(make_officer(call))

    for path in (f"applications/{file.id}/comparison", f"calls/{call.id}/results?view=whole"):
        page = browser.get(f"/reviews/{path}")
        levels = [int(each.tag[1]) for each in page.root.iter() if each.tag in TITLES]
        assert all(below <= above + 1 for above, below in pairwise(levels)), (path, levels)


def test_a_shape_whose_purposes_are_all_known_is_closed(call, file, juror, sign_in) -> None:
    for criterion in criteria_of(call.current_round.id):
        criterion.purposes = list(PURPOSE_CODES)
    db.session.flush()
    make_review(juror, file, 4, 0, 10)

    page = sign_in(make_officer(call)).get(f"/reviews/applications/{file.id}/comparison")

    assert len(page.all(f"{SVG}circle", class_="radar-mark-first")) == 6
    assert len(page.all(f"{SVG}polygon", class_="radar-first")) == 1
    assert page.all(f"{SVG}path", class_="radar-open") == []


def test_the_mark_of_a_cell_says_its_criteria(call, file, juror, sign_in) -> None:
    relevance = criteria_of(call.current_round.id)[0]
    relevance.domains = ["mobility", "health"]
    db.session.flush()
    make_review(juror, file, 4, 0, 10)

    page = sign_in(make_officer(call)).get(f"/reviews/applications/{file.id}/comparison")

    assert page.has("criterion 1")
    assert page.has("Criterion: Relevance")
    assert page.has("counts once in the means")


def test_officers_read_means_and_dispersion(call, file, sign_in) -> None:
    for values in ((5, 5, 10), (0, 0, 0)):
        juror = make_juror(call)
        assign(juror, file)
        make_review(juror, file, *values)

    page = sign_in(make_officer(call)).get(f"/reviews/calls/{call.id}/results")

    assert page.has("Marks: 0; 100. Mean: 50.")
    assert page.follow("Most disputed first").status == 200


def test_officers_compare_reviews_with_names(call, file, sign_in) -> None:
    counted, drafting, closed = (
        make_juror(call, user=make_user(first_name=first, last_name=last))
        for first, last in (("Anne", "In"), ("Bob", "Draft"), ("Carl", "Closed"))
    )
    for juror in (counted, drafting, closed):
        assign(juror, file)
    make_review(counted, file, 4, 2, 10, comment="Convincing.")
    make_review(drafting, file, 1, None, None, submitted=False, comment="Not yet.")
    make_review(closed, file, 0, 0, 0).is_counted = False
    make_conflict(closed, file)

    page = sign_in(make_officer(call)).get(f"/reviews/applications/{file.id}/comparison")

    assert page.has("Anne In")
    assert page.has("Convincing.")
    assert page.has("Set aside")
    assert page.has("Carl Closed recused themselves from this file.")
    assert not page.has("Not yet.")


def test_results_are_for_officers(call, file, juror, browser, sign_in) -> None:
    paths = [
        f"/reviews/calls/{call.id}/results",
        f"/reviews/calls/{call.id}/reminders",
        f"/reviews/applications/{file.id}/comparison",
    ]

    for path, refused in zip(paths, (403, 403, 404), strict=True):
        assert browser.get(path).status == 302
        assert sign_in(make_user()).get(path).status == refused
        assert sign_in(user_of(juror)).get(path).status == refused
        assert sign_in(make_officer(call)).get(path).status == 200


def test_reminders_leave_after_a_look_at_the_list(call, juror, sign_in, sent) -> None:
    page = sign_in(make_officer(call)).get(f"/reviews/calls/{call.id}/reminders")
    assert page.has(f"{juror.full_name} 1 file waits for scores")
    assert sent() == []

    page.submit("Send 1 reminder")

    assert [message.to_email for message in sent()] == [juror.email]


def test_reminders_asked_for_too_late_are_refused_in_words(call, juror, sign_in, sent) -> None:
    page = sign_in(make_officer(call)).get(f"/reviews/calls/{call.id}/reminders")
    call.current_round.announced_at = now()
    db.session.commit()

    refused = page.submit("Send 1 reminder")

    assert refused.status == 422
    assert refused.errors == ["The results are announced: reviews can no longer be changed."]
    assert sent() == []


def test_without_anybody_to_remind_there_is_no_button(call, sign_in) -> None:
    page = sign_in(make_officer(call)).get(f"/reviews/calls/{call.id}/reminders")

    assert page.has("All the reviews are submitted.")


def test_empty_results_say_so(call, sign_in) -> None:
    page = sign_in(make_officer(call)).get(f"/reviews/calls/{call.id}/results")

    assert page.has("No file has been submitted yet.")
    assert page.follow("All applications together").has("No review has been submitted yet.")
