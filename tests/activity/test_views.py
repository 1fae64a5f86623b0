"""The page of the whole activity."""

from datetime import UTC, datetime

import pytest
from flask import get_template_attribute

from callforprojects.activity.queries import activity_of
from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.identifiers import uuid7
from tests.factories.accounts import make_administrator, make_user
from tests.factories.activity import make_activity
from tests.factories.calls import make_call
from tests.factories.selection import make_decision, make_ranked_call


def test_the_page_is_for_administrators(browser, sign_in):
    assert browser.get("/activity/").location.startswith("/accounts/sign-in")
    assert sign_in(make_user()).get("/activity/").status == 403


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "a publié l’appel"), ("en", "published the call")]
)
def test_what_was_done_is_said_in_words(sign_in, language, sentence):
    marie = make_administrator(first_name="Marie", last_name="Durand", language=language)
    make_activity(actor_id=marie.id)

    page = sign_in(marie).get("/activity/?columns=actor&columns=verb")

    assert f"Marie Durand {sentence}" in page.main


def test_what_was_recorded_is_shown_of_what_belongs_to_the_platform(sign_in):
    agent = make_user(first_name="Marie", last_name="Durand")
    make_activity(verb="user.created", subject_kind="user", subject_id=agent.id, details={"n": 3})
    make_activity(details={"reason": "The river of B is not judged."})

    page = sign_in(make_administrator(language="en")).get("/activity/?columns=recorded")

    assert page.has("n: 3")
    assert not page.has("river of B")


def test_what_was_done_to_a_file_says_neither_which_nor_who_nor_what(sign_in):
    _call, (application,) = make_ranked_call(80)
    decision, juror = make_decision(application), make_user(last_name="Colleague")
    for subject in (application, decision):
        record("review.submitted", subject, by=juror, outcome="selected")
    browser = sign_in(make_administrator(language="en"))

    page = browser.get(
        "/activity/?verb=review.submitted&columns=actor&columns=about&columns=recorded"
    )

    assert page.has("Somebody who may read it")
    assert page.has("known to its readers only")
    hidden = ("Colleague", application.reference, application.title, "outcome")
    assert [
        words for words in (*hidden, str(application.id), str(decision.id)) if page.has(words)
    ] == []
    assert len(browser.get("/activity/?person=colleague").all("tbody")) == 0


def test_a_call_that_is_not_published_is_not_named(sign_in):
    call = make_call("draft", title="A secret draft")
    make_activity(verb="call.created", subject_id=call.id)
    make_activity(
        verb="questionnaire.changed", subject_kind="questionnaire", subject_id=call.questionnaire_id
    )

    page = sign_in(make_administrator(language="en")).get("/activity/")

    assert page.has("not public, or no longer there")
    assert not page.has("A secret draft")
    assert f"/calls/{call.id}" not in page.links.values()


def test_nothing_done_yet(sign_in):
    page = sign_in(make_administrator()).get("/activity/")

    assert page.has("Nothing has been done yet.")


def test_filters_narrow_the_list(sign_in):
    make_activity(verb="call.created", at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    make_activity(verb="call.cancelled", at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    page = sign_in(make_administrator()).get("/activity/")

    page = page.submit("Show", verb="call.created")
    assert len(page.all("tbody")[0].findall("tr")) == 1
    assert page.value("verb") == "call.created"

    page = page.submit("Show", verb="", since="2026-03-02", until="2026-03-05")
    assert len(page.all("tbody")[0].findall("tr")) == 1


def test_what_it_was_done_to_is_named_and_linked(sign_in):
    call = make_call("open", title="Mobilités actives")
    make_activity(subject_id=call.id)
    make_activity(subject_id=uuid7())

    page = sign_in(make_administrator()).get("/activity/")

    assert page.links["Mobilités actives"] == f"/calls/{call.id}"
    assert page.has("not public, or no longer there")
    assert str(call.id) not in page.text


def test_pages_keep_the_filters(sign_in):
    for _number in range(51):
        make_activity()
    page = sign_in(make_administrator()).get("/activity/?verb=call.published")

    page = page.follow("Next")

    assert len(page.all("tbody")[0].findall("tr")) == 1
    assert page.value("verb") == "call.published"


def test_the_list_of_one_object(app):
    user = make_user(first_name="Marie", last_name="Durand")
    record("user.updated", user, by=user)
    record("user.confirmed", user, by=None)
    db.session.commit()

    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        activity_list = get_template_attribute("_components/activity_list.html", "activity_list")
        full, empty = activity_list(activity_of(user)), activity_list([])

    assert "<strong><bdi>Marie Durand</bdi></strong>" in full
    assert "changed their profile" in full
    assert "<strong><bdi>The platform</bdi></strong>" in full
    assert "Nothing has been done yet." in empty
