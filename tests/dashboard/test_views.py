"""The dashboard of each audience: what waits first, with its page, then dates and progress."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.juries.models import JurorRole
from callforprojects.organisations.models import AccreditationStatus, Role
from callforprojects.organisations.services import resend_member_invitation
from callforprojects.selection.models import Announcement, Outcome
from tests.browser import Browser
from tests.factories.accounts import make_administrator, make_user
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.calls import make_call, make_funder, make_officer as make_officer_of
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_jury,
    make_officer,
)
from tests.factories.organisations import (
    make_accreditation_request,
    make_invitation,
    make_join_request,
)
from tests.factories.reviews import make_review
from tests.factories.selection import make_decision, make_writer

SignIn = Callable[[Any], Browser]


@pytest.fixture
def desk(sign_in: SignIn) -> Callable[[Any], Any]:
    """The dashboard of the officer of a call, in English."""

    def open_desk(call: Any) -> Any:
        officer = make_officer(call, user=make_user(language="en"))
        return sign_in(officer).get("/dashboard")

    return open_desk


def test_a_newcomer_is_told_what_to_do_whoever_they_are(sign_in: SignIn) -> None:
    page = sign_in(make_user(language="en")).get("/dashboard")

    for words in (
        "You represent a territory or a partner",
        "You are invited to a jury",
        "You work for a funder",
    ):
        assert page.has(words), words
    assert not page.has("Needs your attention")


def test_a_call_without_jurors_asks_for_a_jury(desk: Callable[[Any], Any]) -> None:
    call = make_judged_call()
    make_filed(call)

    page = desk(call)

    assert page.links[f"Set up the jury – {call.title}"] == f"/juries/calls/{call.id}"
    assert page.has("1 thing needs your attention.")


def test_files_without_jurors_are_to_be_given(desk: Callable[[Any], Any]) -> None:
    call = make_judged_call()
    assign(make_juror(call), make_filed(call))
    make_filed(call)

    page = desk(call)

    assert page.has("Give 1 file to the jurors")
    assert page.has("Files given to jurors 1 of 2")


def test_a_late_jury_is_to_be_reminded(desk: Callable[[Any], Any]) -> None:
    call = make_judged_call()
    make_jury(call, reviews_due_on=(now() - timedelta(days=3)).date())
    first, second = make_filed(call), make_filed(call)
    juror = make_juror(call)
    assign(juror, first, second)
    make_review(juror, first, 3, 3, 5)

    page = desk(call)

    assert page.has("Remind the jury: 1 review is missing")
    assert page.has("Late")
    assert page.has("Reviews submitted 1 of 2")


def test_who_stepped_back_is_not_asked_for_what_is_refused_to_them(sign_in: SignIn) -> None:
    """To give the files, to remind the jury, to prepare the letters: each covers every file."""
    officer = make_user(language="en")
    titles = []
    for assigned in (0, 1):
        call = make_judged_call()
        make_officer(call, user=officer)
        file, juror = make_filed(call), make_juror(call)
        assign(juror, *[file][:assigned])
        make_conflict(officer, file)
        titles.append(call.title)

    page = sign_in(officer).get("/dashboard")

    assert [page.has(title) for title in titles] == [True, True]
    assert not page.has("Needs your attention")


def test_the_decision_on_a_file_that_one_stepped_back_from_is_a_colleague_s(
    sign_in: SignIn,
) -> None:
    call, officer = make_judged_call(), make_user(language="en")
    make_officer(call, user=officer)
    juror, files = make_juror(call), [make_filed(call) for _ in range(2)]
    assign(juror, *files)
    for file in files:
        make_review(juror, file, 3, 3, 5)
    make_conflict(officer, files[0])

    assert sign_in(officer).get("/dashboard").has("Prepare 1 decision")

    make_decision(files[1], Outcome.SELECTED)
    assert not sign_in(officer).get("/dashboard").has("Needs your attention")


def test_decisions_then_letters_then_the_announcement(desk: Callable[[Any], Any]) -> None:
    call = make_judged_call()
    juror, application = make_juror(call), make_filed(call)
    assign(juror, application)
    make_review(juror, application, 3, 3, 5)

    assert desk(call).has("Prepare 1 decision")

    decision = make_decision(application, Outcome.SELECTED)
    assert desk(call).has("Prepare the letters")

    db.session.add(
        Announcement(
            round_id=call.current_round.id, prepared_at=now(), prepared_by_id=decision.decided_by_id
        )
    )
    assert desk(call).has("Announce the results and release the letters")


def test_a_reader_of_the_funder_reads_and_is_asked_nothing(sign_in: SignIn) -> None:
    call = make_judged_call()
    make_filed(call)
    reader = make_officer(call, role=Role.READER, user=make_user(language="en"))

    page = sign_in(reader).get("/dashboard")

    assert not page.has("Needs your attention")
    assert f"Applications – {call.title}" in page.links
    assert f"Ranking – {call.title}" not in page.links


def test_a_draft_of_an_application_waits_for_its_authors_alone(sign_in: SignIn) -> None:
    body = make_body()
    agent = make_member(body, language="en")
    application = make_application(organisation=body, by=agent, answers={"title": "A park"})
    signatory = make_member(body, role=Role.READER, language="en")

    page = sign_in(agent).get("/dashboard")
    read = sign_in(signatory).get("/dashboard")

    link = page.links["Finish and file the application – A park"]
    assert link == f"/applications/{application.id}/tasks"
    assert page.has("29 days left")
    link = read.links["Read the application before it is filed – A park"]
    assert link == f"/applications/{application.id}"


def test_a_draft_says_how_far_it_is_as_its_tasks_do(sign_in: SignIn) -> None:
    body = make_body()
    agent = make_member(body, language="en")
    application = make_application(organisation=body, by=agent, answers={"title": "A park"})
    browser = sign_in(agent)

    page = browser.get("/dashboard")
    tasks = browser.get(f"/applications/{application.id}/tasks")

    said = re.search(r"Required answers (\d+) of (\d+)", page.text)
    assert said is not None
    assert tasks.has(f"Required answers: {said[1]} of {said[2]}")
    assert 0 < int(said[1]) < int(said[2])


def test_an_application_filed_has_nothing_left_to_write(sign_in: SignIn) -> None:
    body = make_body()
    make_application(organisation=body, submitted=True)

    page = sign_in(make_member(body, language="en")).get("/dashboard")

    assert page.has("Our applications")
    assert not page.has("Required answers")


def test_a_decision_announced_is_to_be_read(sign_in: SignIn) -> None:
    call = make_judged_call(announced_at=now() - timedelta(days=1))
    application = make_filed(call, title="A park")

    page = sign_in(make_writer(application, language="en")).get("/dashboard")

    assert page.links["Read the decision – A park"].endswith(f"/{application.id}/decision")


def test_the_chair_of_a_jury_reads_it_and_sees_the_progress(sign_in: SignIn) -> None:
    call = make_judged_call()
    juror = make_juror(call, user=make_user(language="en"), role=JurorRole.CHAIR)
    first, second = make_filed(call), make_filed(call)
    assign(juror, first, second)
    make_review(juror, first, 3, 3, 5)

    page = sign_in(juror.user).get("/dashboard")

    assert page.has("Chair")
    assert page.has("Reviews submitted 1 of 2")
    assert page.has("Score 1 file")


def test_a_seat_without_a_file_asks_nothing(sign_in: SignIn) -> None:
    juror = make_juror(make_judged_call(), user=make_user(language="en"))

    page = sign_in(juror.user).get("/dashboard")

    assert page.has("No file has been given to you yet.")
    assert page.has("nothing needs your attention today.")


def test_dates_to_come_are_in_order(sign_in: SignIn) -> None:
    funder = make_funder()
    make_call("open", funder=funder, title="Second", closes_at=now() + timedelta(days=20))
    make_call("open", funder=funder, title="First", closes_at=now() + timedelta(days=2))
    officer = make_officer_of(funder, language="en")

    text = sign_in(officer).get("/dashboard").main.partition("Dates to come")[2]

    assert text.index("First") < text.index("Second")


def test_somebody_who_is_several_sees_each_part(sign_in: SignIn) -> None:
    person = make_user(language="en")
    call = make_judged_call(title="Judged")
    make_officer(call, user=person)
    judged = make_judged_call()
    assign(make_juror(judged, user=person), make_filed(judged), declared=False)

    page = sign_in(person).get("/dashboard")

    for words in ("My juries", "Our calls", "Declare your interests on 1 file"):
        assert page.has(words), words


def test_an_administrator_sees_the_house_in_figures(sign_in: SignIn) -> None:
    make_call("open")

    page = sign_in(make_administrator(language="en")).get("/dashboard")

    assert page.has("1 published call, 0 applications filed, 0 applicant organisations.")


def test_the_first_day_leads_an_administrator_to_a_published_call(sign_in: SignIn) -> None:
    browser = sign_in(make_administrator(language="en"))

    page = browser.get("/dashboard")
    assert "Do it now" in page.links
    assert page.links["Do it now"] == "/organisations/create-funder"
    assert page.text.count("Done") == 1

    funder = make_funder()
    assert browser.get("/dashboard").links["Do it now"] == f"/organisations/{funder.id}/invite"

    make_officer_of(funder)
    page = browser.get("/dashboard")
    assert page.links["Do it now"] == f"/organisations/{funder.id}/members"
    assert page.text.count("Done") == 3

    make_officer_of(funder, email="second@funder.example")
    page = browser.get("/dashboard")
    assert "Do it now" not in page.links
    assert page.text.count("Done") == 4

    make_call("open", funder=funder)
    assert "The first day" not in browser.get("/dashboard").text


@pytest.mark.parametrize("officers", [0, 1])
def test_the_first_day_says_which_invitation_waits_and_leads_to_it(
    sign_in: SignIn, officers: int
) -> None:
    administrator = make_administrator(language="en")
    funder = make_funder()
    for _number in range(officers):
        make_officer_of(funder)
    make_invitation(funder, invited_by=administrator)

    page = sign_in(administrator).get("/dashboard")

    said = r"The invitation sent to invited@town\.example on \d+\s\w+\s\d{4} waits for an answer\."
    assert len(re.findall(said, page.text)) == 1
    assert page.links["See the invitation"] == f"/organisations/{funder.id}/members"
    assert "Do it now" not in page.links


def test_the_first_day_says_that_an_invitation_has_expired(sign_in: SignIn) -> None:
    administrator = make_administrator(language="en")
    make_invitation(make_funder(), invited_by=administrator, expires_at=now())

    assert sign_in(administrator).get("/dashboard").has("has expired: send it again.")


def test_the_first_day_counts_an_invitation_from_when_it_was_sent_again(sign_in: SignIn) -> None:
    administrator = make_administrator(language="en")
    funder = make_funder()
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
        again, _token = make_invitation(funder, invited_by=administrator)
    with time_machine.travel("2026-12-02T09:00:00Z", tick=False):
        make_invitation(funder, invited_by=administrator, email="second@town.example")
    with time_machine.travel("2026-12-20T09:00:00Z", tick=False):
        resend_member_invitation(again, by=administrator)
        page = sign_in(administrator).get("/dashboard")

    assert page.has(
        "The invitation sent to invited@town.example on 20 December 2026 waits for an answer."
    )


def test_an_invitation_to_read_brings_no_officer(sign_in: SignIn) -> None:
    administrator = make_administrator(language="en")
    funder = make_funder()
    make_invitation(funder, invited_by=administrator, role=Role.READER)

    page = sign_in(administrator).get("/dashboard")

    assert page.links["Do it now"] == f"/organisations/{funder.id}/invite"


def test_only_administrators_see_the_first_day(sign_in: SignIn) -> None:
    assert "The first day" not in sign_in(make_user(language="en")).get("/dashboard").text


def test_who_asks_to_be_accredited_is_told_when_it_is_their_turn(sign_in: SignIn) -> None:
    request = make_accreditation_request(make_body(name="Berges", accredited_at=None))
    person = db.session.get_one(User, request.user_id)
    enter, ask = "Enter the code received", "Read why your accreditation is refused"

    def said() -> list[str]:
        page = sign_in(person).get("/dashboard")
        return [words for words in (enter, ask) if page.has(words)]

    assert said() == []
    assert sign_in(person).get("/dashboard").has("accreditation awaited")
    request.code_hash, request.code_sent_at = "x", now()
    assert said() == [enter]
    request.status = AccreditationStatus.REFUSED
    assert said() == [ask]
    page = sign_in(person).get("/dashboard")
    assert page.follow(f"{ask}, and ask again – Berges").h1 == "Accreditation of Berges"


def test_who_asks_to_join_what_nobody_administers_waits_for_the_platform(sign_in: SignIn) -> None:
    other = make_body(name="Other")
    make_member(other, role=Role.ADMINISTRATOR)
    for organisation in (make_body(name="Empty"), other):
        make_join_request(organisation)

    page = sign_in(make_administrator(language="en")).get("/dashboard")

    assert page.has("asks to join Empty.")
    assert not page.has("asks to join Other.")
