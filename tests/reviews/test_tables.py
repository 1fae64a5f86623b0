"""The lists of reviews taken away: a juror's desk, the scores of a call."""

import pytest

from callforprojects.core.data.database import db
from tests.factories.juries import (
    assign,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
)
from tests.factories.reviews import make_review


def lines_of(browser, path: str) -> list[str]:
    return browser.get(path).response.get_data(as_text=True).removeprefix("\ufeff").splitlines()


@pytest.mark.parametrize("count", [1, 3])
def test_a_juror_takes_their_desk_away(count, sign_in, count_queries) -> None:
    call = make_judged_call()
    juror = make_juror(call)
    for number in range(count):
        file = make_filed(call, title=f"File {number}")
        assign(juror, file)
        make_review(juror, file, 4, 2, 10)
    browser = sign_in(user_of(juror))

    with count_queries() as seen:
        heading, *rows = lines_of(browser, "/reviews/mine/download?sort=title")

    assert heading.startswith("File,Reference,Organisation,Call,Status,My total out of 100")
    assert [row.split(",")[0] for row in rows] == [f"File {number}" for number in range(count)]
    assert all("Submitted" in row for row in rows)
    assert len(seen) == 3  # the session, the desks, their files


@pytest.mark.parametrize("count", [1, 3])
def test_officers_take_the_scores_away(count, sign_in, count_queries) -> None:
    call = make_judged_call()
    juror = make_juror(call)
    for number in range(count):
        file = make_filed(call, title=f"File {number}")
        assign(juror, file)
        make_review(juror, file, 5, 5, 10)
    browser = sign_in(make_officer(call))

    with count_queries() as seen:
        heading, *rows = lines_of(browser, f"/reviews/calls/{call.id}/results/download")

    assert heading.endswith("Mean,Median,Lowest,Highest,Gap")
    assert len(rows) == count
    assert all("100" in row for row in rows)
    assert len(seen) == 8


def test_scores_hidden_from_an_officer_are_not_in_their_download(sign_in) -> None:
    call = make_judged_call()
    officer = make_officer(call)
    file = make_filed(call, title="Mine to judge")
    own, other = make_juror(call, user=officer), make_juror(call)
    assign(own, file)
    assign(other, file)
    make_review(other, file, 5, 5, 10)
    db.session.commit()

    _heading, row = lines_of(sign_in(officer), f"/reviews/calls/{call.id}/results/download")

    assert "Mine to judge" in row
    assert "100" not in row.split(",")
