"""The grid that saves by itself, and what stands around it in the scoring session."""

from sys import modules
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.core.text.differences import differences
from callforprojects.criteria.queries import criteria_of
from callforprojects.reviews.models import Review, ReviewStatus, Score
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    user_of,
)
from tests.factories.reviews import make_review
from tests.reviews.scenes import grid

pytestmark = pytest.mark.usefixtures("app")

CALL_TITLE = "A call of these tests"


@pytest.fixture
def call():
    return make_judged_call(title=CALL_TITLE)


@pytest.fixture
def file(call):
    return make_filed(call)


@pytest.fixture
def juror(call, file):
    juror = make_juror(call)
    assign(juror, file)
    return juror


def sent_by(browser: Any, file: Any, version: int, **fields: str) -> tuple[int, dict[str, Any]]:
    """What the page sends while it is filled, and what it is answered."""
    data = {"csrf_token": browser.token(), "version": str(version), **fields}
    answer = browser.post(f"/reviews/applications/{file.id}/autosave", data=data)
    return answer.status, answer.response.get_json()


def test_each_change_is_kept(call, file, juror, sign_in) -> None:
    browser = sign_in(user_of(juror))

    status, first = sent_by(browser, file, 0, **grid(call, 4, "", ""))
    again, second = sent_by(browser, file, int(first["version"]), **grid(call, 4, 3, "na"))

    assert (status, again) == (200, 200)
    assert first["message"].startswith("Saved at ")
    assert int(second["version"]) == int(first["version"]) + 1
    marks = db.session.scalars(
        select(Score.value).join(Score.criterion).order_by(Score.criterion_id)
    ).all()
    assert marks == [Points.of(4), Points.of(3), None]
    assert db.session.scalars(select(Review.is_counted)).all() == [False]


def test_the_hour_is_said_in_french(call, file, juror, sign_in) -> None:
    user_of(juror).language = "fr"

    _status, said = sent_by(sign_in(user_of(juror)), file, 0, **grid(call, 4, "", ""))

    assert said["message"].startswith("Enregistré à ")
    assert "\u00a0h\u00a0" in said["message"]


def test_the_activity_tells_once_that_a_review_was_begun(call, file, juror, sign_in) -> None:
    browser = sign_in(user_of(juror))

    for version in range(3):
        sent_by(browser, file, version, **grid(call, version, "", ""))

    verbs = db.session.scalars(select(Activity.verb)).all()
    assert verbs.count("review.saved") == 1


def test_a_stale_page_reads_both_versions_and_may_insist(call, file, juror, sign_in) -> None:
    browser = sign_in(user_of(juror))
    sent_by(browser, file, 0, comment="from the first", **grid(call, 1, 1, 1))

    status, said = sent_by(browser, file, 0, comment="from the second", **grid(call, 2, 2, 2))

    assert status == 409
    assert said["message"] == "Not saved"
    assert said["state"] == "conflict"
    assert "<ins>2/5</ins>" in said["html"]
    assert "<del>1/5</del>" in said["html"]
    assert "from the <del>first</del>" in said["html"]
    assert db.session.scalars(select(Review.comment)).all() == ["from the first"]
    insisting = {"comment": "from the second", **grid(call, 2, 2, 2)}
    assert sent_by(browser, file, int(said["version"]), **insisting)[0] == 200
    assert db.session.scalars(select(Review.comment)).all() == ["from the second"]


def test_a_mark_out_of_scale_is_not_kept(call, file, juror, sign_in) -> None:
    status, said = sent_by(sign_in(user_of(juror)), file, 0, **grid(call, 9, "", ""))

    assert status == 422
    assert "A mark lies between 0 and 5." in said["html"]
    assert db.session.scalars(select(Review)).all() == []


def test_what_is_handed_in_or_announced_does_not_move(call, file, juror, sign_in) -> None:
    review = make_review(juror, file, 5, 5, 5)
    version, browser = review.version, sign_in(user_of(juror))

    assert sent_by(browser, file, version, **grid(call, 0, 0, 0))[0] == 409
    call.current_round.announced_at = now()
    assert sent_by(browser, file, version, **grid(call, 0, 0, 0))[0] == 422

    db.session.expire_all()
    assert set(db.session.scalars(select(Score.value))) == {Points.of(5)}


def test_it_is_closed_to_everybody_else(call, file, juror, browser, sign_in) -> None:
    closed = make_juror(call)
    assign(closed, file)
    make_conflict(closed, file)
    path = f"/reviews/applications/{file.id}/autosave"

    assert browser.post(path, data={"csrf_token": browser.token()}).status == 401
    for user in (user_of(closed), user_of(make_juror(call))):
        visitor = sign_in(user)
        assert visitor.post(path, data={"csrf_token": visitor.token()}).status == 404


def test_it_costs_few_queries(call, file, juror, sign_in, count_queries) -> None:
    browser = sign_in(user_of(juror))
    _status, said = sent_by(browser, file, 0, **grid(call, 4, 2, 10))
    path = f"/reviews/applications/{file.id}/autosave"
    fields = {"version": str(int(said["version"])), **grid(call, 4, 2, 9)}
    data = {"csrf_token": browser.token(), **fields}

    with count_queries() as seen:
        browser.post(path, data=data, headers={"Accept": "application/json"})

    # twice, before the turn to write and in it: session; file and call, seats
    # then session, marks, criteria; call held, conflicts; review, mark
    assert len(seen) == 13


def test_the_grid_says_how_far_one_is(call, file, juror, sign_in) -> None:
    make_review(juror, file, 4, None, None, submitted=False)

    page = sign_in(user_of(juror)).get(f"/reviews/applications/{file.id}")

    assert page.has("1 criterion marked of 3")
    assert page.has("– / 100")
    assert page.has("File 1 of 1")
    assert page.has("0 files submitted of 1")
    assert page.has("Keyboard shortcuts")


def test_what_marks_mean_is_read_before_choosing(call, file, juror, sign_in) -> None:
    first = criteria_of(call.current_round.id)[0]
    first.guidance = "Is there a need?"
    first.descriptors = {Points.zero(): "none", Points.of(5): "a pressing one"}

    page = sign_in(user_of(juror)).get(f"/reviews/applications/{file.id}")

    assert page.has("Is there a need?")
    (five,) = page.all("input", value="5", name=f"mark-{first.id}")
    (meaning,) = page.all("li", id=five.get("aria-describedby"))
    assert "".join(meaning.itertext()).split() == ["5", "a", "pressing", "one"]


def test_the_files_before_and_after_are_one_click_away(call, file, juror, sign_in) -> None:
    after, later = make_filed(call, title="After"), make_filed(call, title="Later")
    assign(juror, after)
    assign(juror, later, declared=False)

    page = sign_in(user_of(juror)).get(f"/reviews/applications/{after.id}")

    assert page.links[f"Previous file – {file.title}"] == f"/reviews/applications/{file.id}"
    assert page.links["Next file – Later"] == f"/juries/applications/{later.id}/declare"


def test_a_page_of_the_grid_is_light(call, file, juror, sign_in) -> None:
    page = sign_in(user_of(juror)).get(f"/reviews/applications/{file.id}")

    assert page.status == 200
    assert len(page.html) < 100_000


def test_a_grid_whose_answer_was_lost_is_sent_again(call, file, juror, sign_in) -> None:
    """On a bad line the server has kept it and the page does not know: nobody is warned."""
    browser = sign_in(user_of(juror))
    status, first = sent_by(browser, file, 0, **grid(call, 4, "", ""))
    status, second = sent_by(browser, file, int(first["version"]), **grid(call, 4, 3, ""))

    again, third = sent_by(browser, file, int(first["version"]), **grid(call, 4, 3, ""))

    assert (status, again) == (200, 200)
    assert int(third["version"]) == int(second["version"])


def test_a_grid_whose_answer_was_lost_is_handed_in(call, file, juror, sign_in) -> None:
    """The page does not know that it is kept: it does not quarrel with itself."""
    browser = sign_in(user_of(juror))
    _status, first = sent_by(browser, file, 0, **grid(call, 4, "", ""))
    sent_by(browser, file, int(first["version"]), **grid(call, 4, 3, 2))

    data = {"version": first["version"], "action": "submit", **grid(call, 4, 3, 2)}
    path = f"/reviews/applications/{file.id}"
    answer = browser.post(path, data={"csrf_token": browser.token(), **data})

    assert answer.status == 302
    assert db.session.scalars(select(Review.status)).all() == [ReviewStatus.SUBMITTED]


@pytest.mark.parametrize("road", ["", "/autosave"])
def test_versions_are_compared_while_nothing_is_held(
    call, file, juror, sign_in, monkeypatch, road
) -> None:
    """A comparison takes its time: the announcement of the results does not wait for it."""
    browser, compared = sign_in(user_of(juror)), []
    sent_by(browser, file, 0, comment="first", **grid(call, 1, 1, 1))
    review_id = db.session.scalars(select(Review.id)).one()

    def compare(mine, theirs):
        compared.append(is_free(review_id))
        return differences(mine, theirs)

    monkeypatch.setattr(modules["callforprojects.core.data.versions"], "differences", compare)
    data = {"csrf_token": browser.token(), "version": "0", **grid(call, 2, 2, 2)}
    answer = browser.post(f"/reviews/applications/{file.id}{road}", data=data)

    assert answer.status == 409
    assert compared == [True]


def is_free(review_id) -> bool:
    """Whether the review can be written in another connection, which refuses to wait."""
    with db.engine.connect() as other:
        is_sqlite = other.dialect.name == "sqlite"
        other.detach()  # nobody after it gets a connection that does not wait
        other.connection.cursor().execute(
            "PRAGMA busy_timeout=0" if is_sqlite else "SET lock_timeout = 1"
        )
        other.execute(sa.update(Review).where(Review.id == review_id).values(comment="x"))
        other.rollback()
    return True
