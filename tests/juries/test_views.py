"""The pages of juries, as officers, invited people and jurors see them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.juries import queries
from callforprojects.juries.models import Juror, JurorStatus, Jury
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


def test_the_jury_page_is_for_officers(browser, sign_in) -> None:
    call = make_judged_call()
    path = f"/juries/calls/{call.id}"

    assert browser.get(path).status == 302
    assert sign_in(make_user()).get(path).status == 403
    assert sign_in(make_juror(call).user).get(path).status == 403
    assert sign_in(make_officer(call)).get(path).status == 200


def test_a_jury_is_not_made_by_looking(sign_in) -> None:
    call = make_judged_call()

    page = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}")

    assert page.has("Nobody sits in this jury yet.")
    assert db.session.scalars(select(Jury)).all() == []


def test_the_jury_page_shows_load_progress_and_conflicts(sign_in) -> None:
    call = make_judged_call()
    juror = make_juror(call, full_name="Judith Juré", capacity=5)
    done, closed, waiting = (make_filed(call) for _ in range(3))
    assign(juror, done, closed)
    assign(juror, waiting, declared=False)
    make_review(juror, done, 5, 5, 5)
    make_conflict(juror, closed)

    page = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}")

    assert page.has("2 of 5 at most")
    assert page.has("1 of 2")
    assert page.has("1 file to declare")
    assert page.has("1 conflict of interest")
    assert page.has("My sister works there.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_jury_page_takes_a_constant_number_of_queries(count, sign_in, count_queries) -> None:
    call = make_judged_call()
    file = make_filed(call)
    for _ in range(count):
        assign(make_juror(call), file)
    browser, path = sign_in(make_officer(call)), f"/juries/calls/{call.id}"

    with count_queries() as seen:
        assert browser.get(path).status == 200

    # session, call, memberships; jury, jurors, loads, conflicts of the lines, work; one's own; all;
    # mails that did not arrive
    assert len(seen) == 11


def test_an_invitation_is_sent_again_and_a_seat_removed(sign_in, sent) -> None:
    call = make_judged_call()
    officer = sign_in(make_officer(call))
    officer.get(f"/juries/calls/{call.id}/invite").submit(
        "Send the invitation", full_name="Judith", email="judith@lab.example"
    )

    officer.get(f"/juries/calls/{call.id}").submit("Send again Judith")
    assert len(sent()) == 2
    page = officer.get(f"/juries/calls/{call.id}").follow("Remove Judith")
    page.submit("Remove this juror")

    assert db.session.scalars(select(Juror.status)).all() == [JurorStatus.REMOVED]


def test_a_seat_removed_too_late_is_refused_in_words(sign_in) -> None:
    call = make_judged_call()
    juror = make_juror(call, full_name="Judith")
    page = sign_in(make_officer(call)).get(f"/juries/jurors/{juror.id}/remove")
    call.current_round.announced_at = now()
    db.session.commit()

    refused = page.submit("Remove this juror")

    assert refused.status == 422
    assert refused.errors == ["This call is over: its jury can no longer be changed."]


def test_an_invitation_without_a_full_address_loses_nothing(sign_in) -> None:
    call = make_judged_call()
    form = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/invite")

    page = form.submit("Send the invitation", full_name="Judith", email="judith")

    assert page.status == 422
    assert page.value("full_name") == "Judith"


def test_a_juror_is_edited(sign_in) -> None:
    call = make_judged_call()
    juror = make_juror(call, full_name="Judith")
    page = sign_in(make_officer(call)).get(f"/juries/jurors/{juror.id}/edit")

    page.submit("Save", employer="Cerema", capacity="7", role="chair")
    db.session.refresh(juror)

    assert (juror.employer, juror.capacity, juror.role.value) == ("Cerema", 7, "chair")


def test_the_due_date_is_shown_to_jurors(sign_in) -> None:
    call = make_judged_call()
    juror = make_juror(call)
    officer = sign_in(make_officer(call))

    officer.get(f"/juries/calls/{call.id}/due-date").submit("Save", reviews_due_on="2031-05-12")

    assert sign_in(user_of(juror)).get("/reviews/mine").has(
        "Scores wanted by May 12, 2031"
    ) or sign_in(juror.user).get("/reviews/mine").has("12 May 2031")


def test_jurors_of_a_file_are_chosen(sign_in) -> None:
    call = make_judged_call()
    juror, closed, file = make_juror(call), make_juror(call), make_filed(call)
    make_conflict(closed, file)
    list_page = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/assignments")

    form = list_page.follow(f"Choose jurors {file.reference}")
    form.submit("Save", jurors=[str(juror.id)])

    assert queries.assigned_jurors(file.id) == {juror.id}
    assert str(closed.id) not in form.html
    assert form.has("My sister works there.")


def test_the_load_stands_beside_each_juror(sign_in) -> None:
    call = make_judged_call()
    file = make_filed(call)
    make_juror(call, full_name="Anne", employer="Cerema", capacity=4)
    assign(make_juror(call, full_name="Bob"), file)

    page = sign_in(make_officer(call)).get(f"/juries/applications/{file.id}/jurors")

    assert page.has("Anne (Cerema) – 0 files of 4 at most")
    assert page.has("Bob – 1 file")


def test_a_conflict_is_pinned(sign_in) -> None:
    call = make_judged_call()
    juror, file = make_juror(call, full_name="Judith"), make_filed(call)
    assign(juror, file)
    form = sign_in(make_officer(call)).get(f"/juries/applications/{file.id}/conflict")

    page = form.submit("Close the file to this juror", juror=str(juror.id), reason="Former mayor")

    assert page.follow().has("Former mayor")
    assert queries.conflicted_jurors(file.id) == {juror.id}


def test_files_are_given_evenly_after_a_preview(sign_in) -> None:
    call = make_judged_call()
    jurors = [make_juror(call) for _ in range(2)]
    for _ in range(4):
        make_filed(call)
    form = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/distribution")

    preview = form.submit("See the result", per_file="1")

    assert preview.has("What would be given")
    assert queries.loads_of(call.current_round.id) == {}
    assert preview.submit("Give these files").status == 302
    assert queries.loads_of(call.current_round.id) == {juror.id: 2 for juror in jurors}


def test_a_preview_out_of_date_is_shown_anew(sign_in) -> None:
    call = make_judged_call()
    make_juror(call)
    make_filed(call)
    browser = sign_in(make_officer(call))
    preview = browser.get(f"/juries/calls/{call.id}/distribution").submit(
        "See the result", per_file="1"
    )
    make_filed(call)

    page = preview.submit("Give these files")

    assert page.status == 409
    assert queries.loads_of(call.current_round.id) == {}
    assert page.submit("Give these files").status == 302


def test_a_silly_number_of_jurors_is_refused(sign_in) -> None:
    call = make_judged_call()
    form = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/distribution")

    assert form.submit("See the result", per_file="0").status == 422


def test_the_pages_speak_french(sign_in) -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    user_of(juror).language = "fr"
    assign(juror, file, declared=False)

    page = sign_in(user_of(juror)).get(f"/juries/calls/{call.id}/declarations")

    assert page.h1 == "Vos intérêts dans les dossiers"
    assert page.has("loi n° 2013-907")


def test_who_is_late_is_said_once_the_day_is_past(sign_in) -> None:
    call = make_judged_call()
    late, done = make_juror(call, full_name="Lise Late"), make_juror(call, full_name="Dan Done")
    file = make_filed(call)
    assign(late, file)
    assign(done, file)
    make_review(done, file, 5, 5, 5)
    jury, today = queries.jury_of(call.current_round.id), to_paris(now()).date()
    assert jury is not None
    browser, path = sign_in(make_officer(call)), f"/juries/calls/{call.id}"

    def late_rows() -> list[bool]:
        rows = browser.get(path).all("tr")[1:3]
        return ["Late" in "".join(row.itertext()).replace("Lise Late", "") for row in rows]

    jury.reviews_due_on = today
    assert late_rows() == [False, False]
    jury.reviews_due_on = today - timedelta(days=1)
    assert late_rows() == [False, True]


def test_files_that_nobody_judges_are_listed_apart(sign_in) -> None:
    call = make_judged_call()
    judged, closed, free = (make_filed(call, title=f"File {n}") for n in ("one", "two", "three"))
    juror = make_juror(call)
    assign(juror, judged, closed)
    make_conflict(juror, closed)
    browser = sign_in(make_officer(call))

    page = browser.get(f"/juries/calls/{call.id}/assignments").submit("Show", show="alone")
    assert [title in page.text for title in (judged.title, closed.title, free.title)] == [
        False,
        True,
        True,
    ]

    assign(make_juror(call), closed, free)
    assert browser.get(f"/juries/calls/{call.id}/assignments?show=alone").has(
        "Nothing matches these filters."
    )


@pytest.mark.parametrize(
    ("address", "first", "second"),
    [
        ("download", "Juror,", "Ana Lo,"),
        ("assignments/download", "Reference,", "Ana Lo"),
    ],
)
def test_the_lists_are_taken_away(address, first, second, sign_in, count_queries) -> None:
    call = make_judged_call()
    assign(make_juror(call, full_name="Ana Lo"), make_filed(call))
    browser = sign_in(make_officer(call))

    with count_queries() as seen:
        answer = browser.get(f"/juries/calls/{call.id}/{address}").response

    lines = answer.get_data(as_text=True).splitlines()
    assert first in lines[0]
    assert second in lines[1]
    assert len(seen) == {"download": 8, "assignments/download": 7}[address]


def test_an_officer_is_offered_nothing_more_once_the_call_is_over(sign_in) -> None:
    call = make_judged_call(announced_at=now() - timedelta(hours=1))
    assign(make_juror(call, full_name="Ana Lo"), make_filed(call))

    page = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}")

    assert page.has("This call is over: its jury can no longer be changed.")
    assert page.has("Ana Lo")
    offered = {
        "Invite a juror",
        "Remind – Reviews submitted",
        "Edit Ana Lo",
        "Remove Ana Lo",
        "Give the files evenly",
    }
    assert not offered & set(page.links)


def test_before_the_closing_the_pages_say_when_files_are_given(sign_in) -> None:
    call = make_judged_call(closes_at=now() + timedelta(days=1))
    make_juror(call)
    file = make_filed(call)
    browser = sign_in(make_officer(call))

    for place in (f"calls/{call.id}/distribution", f"applications/{file.id}/jurors"):
        page = browser.get(f"/juries/{place}")
        assert page.has("Files are given to jurors once the call is closed."), place
        assert page.all("button", class_="btn-primary") == [], place
