"""The pages of letters and of the announcement, as officers see them."""

from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.messages.models import MessageStatus
from callforprojects.selection import services
from callforprojects.selection.services import Confirmation
from tests.factories.juries import make_officer
from tests.factories.selection import (
    N,
    S,
    make_decision,
    make_ranked_call,
    make_writer,
    ranking_of,
    with_funder,
)

euros = Money.euros


def test_letters_name_what_is_missing_and_offer_no_button(sign_in):
    call, (first, second) = make_ranked_call(90, 80)
    make_decision(first)
    officer = sign_in(make_officer(call))

    page = officer.get(ranking_of(call, "/letters"))

    assert page.has("1 application has no decision yet: letters wait for it.")
    assert second.reference in page.links
    assert page.all("button", class_="btn-primary") == []
    signed_on = to_paris(now()).date().isoformat()
    said = {"author_name": "J. Martin", "author_capacity": "Mayor", "signed_on": signed_on}
    sent = {**said, "csrf_token": officer.token()}
    answer = officer.post(ranking_of(call, "/letters"), data=sent)
    assert (answer.status, second.reference in answer.errors[0]) == (422, True)


def test_letters_are_prepared_read_and_released_once(sign_in, sent):
    call, (first, second) = make_ranked_call(90, 80)
    make_decision(first, S)
    make_decision(second, N)
    officer = sign_in(make_officer(call))

    prepared = officer.get(ranking_of(call, "/letters")).submit("Prepare the letters").follow()
    assert prepared.flashes == ["2 letters are prepared. None leaves yet."]
    assert {message.status for message in sent()} == {MessageStatus.HELD}
    letter = officer.get(f"/selection/letters/{sent()[0].id}")
    assert letter.has("Amount granted: €1,000.")
    assert letter.follow("Next letter").has("administrative court")
    confirmation = prepared.follow("Announce the results…")
    assert confirmation.has("2 letters leave at once, to everybody at the same time;")
    assert confirmation.has("the results page, with 1 selected project, is open to everybody;")
    done = confirmation.submit("Announce the results now").follow()

    assert done.status == 200
    assert done.flashes == ["The results are announced: 2 letters leave."]
    db.session.expire_all()
    assert {message.status for message in sent()} == {MessageStatus.QUEUED}
    assert officer.get(ranking_of(call, "/letters")).has("The letters have been released.")


def test_the_list_of_an_applicant_says_what_became_of_each_once_announced(sign_in):
    call, (first, second) = make_ranked_call(90, 80)
    for file, outcome in ((first, S), (second, N)):
        make_decision(file, outcome)
    writer = make_writer(first)
    mine = sign_in(writer).get("/applications/mine")
    assert mine.has("Submitted")
    assert not mine.has("Selected")
    officer = make_officer(call)
    services.prepare_letters(with_funder(call), by=officer)
    services.announce_results(with_funder(call), Confirmation(), by=officer)
    db.session.commit()

    mine = sign_in(writer).get("/applications/mine")

    assert mine.has("Selected")
    assert not mine.has("Submitted")


def test_results_are_announced_once(sign_in, sent):
    """A second click ends where the first ended; a colleague is told."""
    call, (first,) = make_ranked_call(90)
    make_decision(first, S)
    officer, colleague = sign_in(make_officer(call)), sign_in(make_officer(call))
    officer.get(ranking_of(call, "/letters")).submit("Prepare the letters")
    late = colleague.get(ranking_of(call, "/announce"))
    page = officer.get(ranking_of(call, "/announce"))

    ends = [page.submit("Announce the results now") for _time in range(2)]
    refused = late.submit("Announce the results now")

    assert [(end.status, end.response.location) for end in ends] == [
        (302, ends[0].response.location)
    ] * 2
    assert refused.status == 409
    assert refused.errors == [
        "The results of this call are already announced: no letter was sent again."
    ]
    assert len(sent()) == 1


def test_announcing_above_the_envelope_asks_twice(sign_in, sent):
    call, (first, second) = make_ranked_call(90, 80, envelope=euros(1500))
    make_decision(first, S)
    make_decision(second, S)
    officer = sign_in(make_officer(call))
    assert officer.get(ranking_of(call, "/decisions")).has("€500 more than the budget")
    officer.get(ranking_of(call, "/letters")).submit("Prepare the letters")
    page = officer.get(ranking_of(call, "/announce"))

    refused = page.submit("Announce the results now")
    half = refused.submit("Announce the results now", is_excess_accepted="y")
    done = half.submit("Announce the results now", justification="The region adds its share.")

    assert (refused.status, half.status, done.status) == (422, 422, 302)
    assert [error.split(": ")[1] for error in half.errors] == [
        "State where the money above the budget comes from."
    ]


def test_the_justification_of_an_excess_can_be_read_afterwards(sign_in):
    call, (first, second) = make_ranked_call(90, 80, envelope=euros(1999))
    make_decision(first, S)
    make_decision(second, S)
    officer = make_officer(call)
    services.prepare_letters(with_funder(call), by=officer)
    confirmation = Confirmation(is_excess_accepted=True, justification="The region pays.")
    services.announce_results(with_funder(call), confirmation, by=officer)
    db.session.commit()

    assert sign_in(officer).get(ranking_of(call, "/letters")).has("The region pays.")


def test_changing_a_decision_after_the_letters_asks_to_prepare_again(sign_in):
    call, (application,) = make_ranked_call(90)
    make_decision(application, N)
    officer = sign_in(make_officer(call))
    officer.get(ranking_of(call, "/letters")).submit("Prepare the letters")
    officer.get(f"/selection/applications/{application.id}").submit(
        "Save the decision", outcome="waiting_list"
    )

    page = officer.get(ranking_of(call, "/letters"))

    assert page.has("The letters of 1 decision are out of date")
    assert "Announce the results…" not in page.links
    assert officer.get(ranking_of(call, "/announce")).has("nothing can be announced yet")


def test_a_letter_is_read_by_officers_only(sign_in, sent):
    call, (application,) = make_ranked_call(90)
    make_decision(application)
    services.prepare_letters(with_funder(call), by=make_officer(call))
    path = f"/selection/letters/{sent()[0].id}"

    assert sign_in(make_writer(application)).get(path).status == 404
    assert sign_in(make_officer(call)).get(path).status == 200
