"""Publishing, postponing, cancelling and copying on their pages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.criteria.queries import criteria_of
from callforprojects.organisations.silence import LegalNature
from tests.calls.scenes import again
from tests.factories.calls import make_call, make_officer
from tests.factories.organisations import make_organisation


def in_paris(instant):
    return to_paris(instant).strftime("%Y-%m-%dT%H:%M")


def test_check_lists_what_misses_with_the_way_to_it(sign_in):
    call = make_call("draft")

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/check")

    assert page.has("7 things are missing before publication.")
    assert page.links["Criteria"] == f"/calls/{call.id}/criteria"
    assert "Publish the call" not in page.links


def test_complete_draft_is_published_after_a_confirmation(browser, sign_in):
    call = make_call("ready")
    officer = sign_in(make_officer(call.funder))

    page = officer.get(f"/calls/{call.id}/check").follow("Publish the call")
    assert page.has("can then no longer change")
    page = page.submit("Publish the call").follow()

    assert page.has("The call is published.")
    assert browser.get(f"/calls/{call.id}").status == 200
    assert officer.get(f"/calls/{call.id}/check").has("This call is published already.")


def test_draft_changed_after_it_was_read_is_not_published(sign_in):
    call = make_call("ready")
    officer = sign_in(make_officer(call.funder))
    page = officer.get(f"/calls/{call.id}/publish")
    officer.get(f"/calls/{call.id}/presentation").submit("Save", title="Autre titre")

    assert page.submit("Publish the call").status == 409
    assert again(call).is_draft


def test_incomplete_draft_cannot_be_confirmed(sign_in):
    call = make_call("ready", weights=(60, 39))

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/publish")

    assert page.has("The weights of the criteria total 99: they must total 100.")
    with pytest.raises(AssertionError, match="no button"):
        page.submit("Publish the call")


def test_call_that_became_incomplete_is_refused_with_the_sentence(sign_in):
    call = make_call("ready")
    criterion = criteria_of(call.current_round.id)[0]
    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/publish")
    criterion.weight = Points.of(59)

    answer = page.submit("Publish the call")

    assert answer.status == 422
    assert answer.errors == ["The weights of the criteria total 99: they must total 100."]


def test_closing_is_postponed_and_everybody_reads_why(browser, sign_in):
    call = make_call("open")
    officer = sign_in(make_officer(call.funder))
    later = now() + timedelta(days=60)

    page = officer.get(f"/calls/{call.id}/edit").follow("Postpone the closing")
    early = page.submit("Postpone the closing", reason="Panne.")
    assert early.status == 422
    assert early.errors[0].startswith("New closing: The new closing must be later")

    page = early.submit("Postpone the closing", closes_at=in_paris(later), reason="Une panne.")

    published = page.follow()
    assert published.flashes[0] == "The new closing is public. Nobody had to be written to."
    assert published.main.count("The closing is postponed.") == 1
    assert browser.get(f"/calls/{call.id}").has("Une panne.")
    closing = again(call).closes_at
    assert closing is not None
    assert closing > now() + timedelta(days=59)


def test_a_later_closing_warns_of_refusals_by_silence_before_the_results(sign_in):
    call = make_call("open")
    call.funder.own_nature = LegalNature.PUBLIC_BODY
    officer = sign_in(make_officer(call.funder))
    words = "silence will have refused some applications before."
    page = officer.get(f"/calls/{call.id}/postpone")

    done = page.submit(
        "Postpone the closing",
        closes_at=in_paris(now() + timedelta(days=60)),
        results_expected_on=(now() + timedelta(days=400)).date().isoformat(),
        reason="Une panne.",
    )

    assert done.follow().has("Silence will have refused some applications before the results.")
    assert officer.get(f"/calls/{call.id}/postpone").has(words)


def test_call_is_cancelled_and_everybody_reads_why(browser, sign_in):
    call = make_call("open")
    officer = sign_in(make_officer(call.funder))

    page = officer.get(f"/calls/{call.id}/edit").follow("Cancel the call")
    assert page.submit("Cancel the call", reason=" ").status == 422
    page.submit("Cancel the call", reason="Plus de budget.")

    assert again(call).current_status is CallStatus.CANCELLED
    assert browser.get(f"/calls/{call.id}").has("Plus de budget.")


@pytest.mark.parametrize("end", ["postpone", "cancel"])
def test_a_second_page_with_another_reason_is_refused(sign_in, end):
    call = make_call("open")
    officer = sign_in(make_officer(call.funder))
    url = f"/calls/{call.id}/{end}"
    values = {"reason": "Panne."}
    if end == "postpone":
        values["closes_at"] = in_paris(now() + timedelta(days=60))
    button = {"postpone": "Postpone the closing", "cancel": "Cancel the call"}[end]
    first, second = officer.get(url), officer.get(url)

    assert first.submit(button, **values).status == 302
    assert second.submit(button, **values | {"reason": "Grève."}).status == 409


def test_copy_opens_as_a_draft(sign_in):
    call = make_call("closed")
    funder_id = call.funder_id
    officer = sign_in(make_officer(call.funder))

    page = officer.get(f"/calls/{call.id}/edit").follow("Duplicate").submit("Create the copy")

    page = page.follow()
    assert page.has("This is the copy: a draft without dates, under a new reference.")
    assert page.has("5 of 8")
    both = db.session.scalars(select(Call).where(Call.funder_id == funder_id).order_by(Call.id))
    assert [each.is_draft for each in both] == [False, True]


def test_publication_says_whom_it_reaches_and_what_freezes(sign_in):
    call = make_call("ready", territory_types=["commune"])
    make_organisation(territory_type="commune")
    make_organisation(territory_type="cc")

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/publish")

    assert page.has("May apply: Municipality.")
    assert page.has("1 organisation of the platform may apply already.")
    assert page.has("can then no longer change")


def test_publication_page_takes_a_constant_number_of_queries(sign_in, count_queries):
    call = make_call("ready")
    officer = sign_in(make_officer(call.funder))
    url = f"/calls/{call.id}/publish"
    officer.get(url)

    with count_queries() as statements:
        officer.get(url)

    assert len([s for s in statements if s.startswith("SELECT")]) == 10
