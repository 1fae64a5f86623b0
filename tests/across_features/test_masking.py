"""An officer who sits in the jury reads no mark of a file before their own review is handed in."""

import pytest

from callforprojects.core.data.database import db
from tests.factories.juries import assign, make_conflict, make_juror, make_officer
from tests.factories.reviews import make_review
from tests.factories.selection import make_ranked_call

pytestmark = pytest.mark.usefixtures("app")

HIDDEN = "hidden until your review is submitted"


@pytest.fixture
def scene():
    """A call with three ranked files; its officer has to judge the best one."""
    call, applications = make_ranked_call(91.5, 80, 70)
    officer = make_officer(call)
    juror = make_juror(call, user=officer)
    assign(juror, applications[0])
    db.session.commit()
    return call, applications, officer, juror


def cells(page, title):
    rows = page.all("tbody")[0].iter("tr")
    return next(" ".join(row.itertext()) for row in rows if title in "".join(row.itertext()))


@pytest.mark.parametrize("part", ["", "?sort=title", "?sort=-spread", "/decisions"])
def test_the_marks_of_a_file_to_judge_are_hidden(part, scene, sign_in):
    call, (mine, other, _third), officer, _juror = scene

    page = sign_in(officer).get(f"/selection/calls/{call.id}{part}")

    assert HIDDEN in cells(page, mine.title)
    assert not page.has("91.5")
    assert HIDDEN not in cells(page, other.title)
    assert "80.0" in cells(page, other.title)


def test_such_a_file_is_listed_last_and_has_no_rank(scene, sign_in):
    call, (mine, other, third), officer, _juror = scene

    page = sign_in(officer).get(f"/selection/calls/{call.id}")

    titles = [link for link in page.links if link in {mine.title, other.title, third.title}]
    assert titles == [other.title, third.title, mine.title]
    assert page.has("still have to judge 1 application")
    text = sign_in(officer).get(f"/selection/calls/{call.id}/export").response.get_data().decode()
    assert "91.50" not in text
    assert "80.00" in text


def test_files_of_other_calls_are_not_counted(scene, sign_in):
    call, _applications, officer, _juror = scene
    other_call, others = make_ranked_call(60, 50)
    elsewhere = make_juror(other_call, user=officer)
    for application in others:
        assign(elsewhere, application)
    db.session.commit()

    page = sign_in(officer).get(f"/selection/calls/{call.id}")

    assert page.has("still have to judge 1 application")


def test_a_decision_and_a_proposal_say_nothing_of_it(scene, sign_in):
    call, (mine, _other, _third), officer, _juror = scene
    visitor = sign_in(officer)

    decide = visitor.get(f"/selection/applications/{mine.id}")
    proposal = visitor.get(f"/selection/calls/{call.id}/proposal")

    assert decide.has(HIDDEN)
    assert not decide.has("91.5")
    assert proposal.has("nothing is proposed for it before your review is submitted")
    assert not proposal.has("91.5")
    assert not proposal.has(mine.title)


def test_once_the_review_is_handed_in_everything_is_read(scene, sign_in):
    call, (mine, _other, _third), officer, juror = scene
    make_review(juror, mine, 3, 4, 10)
    db.session.commit()

    page = sign_in(officer).get(f"/selection/calls/{call.id}")

    assert not page.has(HIDDEN)
    assert page.has("80.0")
    assert page.has(mine.title)


def test_another_officer_reads_every_mark(scene, sign_in):
    call, _applications, _officer, _juror = scene

    page = sign_in(make_officer(call)).get(f"/selection/calls/{call.id}")

    assert page.has("91.5")
    assert not page.has(HIDDEN)


@pytest.mark.parametrize("part", ["", "/decisions"])
def test_a_file_from_which_one_stepped_back_has_no_line(part, scene, sign_in):
    call, (mine, other, _third), officer, juror = scene
    make_conflict(juror, mine)
    db.session.commit()

    page = sign_in(officer).get(f"/selection/calls/{call.id}{part}")

    assert not page.has(mine.title)
    assert not page.has(mine.reference)
    assert not page.has("91.5")
    assert page.has("1 file is not shown to you because you have recused yourself from it.")
    assert cells(page, other.title).split()[0] == "2", "ranks keep their hole"
    assert not page.has(HIDDEN)
    assert not page.has("still have to judge")
    assert "80.0" in cells(page, other.title)
