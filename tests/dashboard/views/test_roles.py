"""What the dashboard begins with, for each role, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest

from callforprojects.organisations.models import Role
from tests.browser import Browser
from tests.factories.accounts import make_administrator, make_user
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.calls import make_call, make_funder, make_officer
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror
from tests.factories.organisations import make_join_request

SignIn = Callable[[Any], Browser]
Counter = Callable[[], Any]


def test_a_guest_has_no_dashboard(browser: Browser) -> None:
    assert browser.get("/dashboard").location == "/accounts/sign-in?next=/dashboard"


def test_somebody_new_is_told_how_to_begin(sign_in: SignIn) -> None:
    page = sign_in(make_user(language="en")).get("/dashboard")

    assert page.has("You do not belong to an organisation yet.")
    assert page.links["Find my organisation"] == "/organisations/"


def test_an_agent_sees_drafts_with_their_deadline(sign_in: SignIn) -> None:
    body = make_body()
    agent = make_member(body, language="en")
    application = make_application(organisation=body, by=agent, answers={"title": "A park"})

    page = sign_in(agent).get("/dashboard")

    assert page.links["A park"] == f"/applications/{application.id}"
    assert page.has("Draft")


def test_an_officer_sees_calls_and_how_many_applied(sign_in: SignIn) -> None:
    funder = make_funder()
    officer = make_officer(funder, language="en")
    call = make_call("draft", funder=funder, title="Next year")

    page = sign_in(officer).get("/dashboard")

    assert page.links["Continue drafting – Next year"] == f"/calls/{call.id}/edit"
    assert page.links["All our calls"] == "/calls/mine"
    assert page.links["Create a call"] == f"/calls/organisations/{funder.id}/new"


def test_a_juror_sees_what_is_to_be_declared_and_scored(sign_in: SignIn) -> None:
    call = make_judged_call()
    juror = make_juror(call, user=make_user(language="en"))
    assign(juror, make_filed(call), declared=False)
    assign(juror, make_filed(call), make_filed(call))

    page = sign_in(juror.user).get("/dashboard")

    assert page.has("Declare your interests on 1 file")
    assert page.has("Score 2 files")


def test_an_administrator_of_an_organisation_sees_who_asks_to_join(sign_in: SignIn) -> None:
    body = make_body()
    chief = make_member(body, role=Role.ADMINISTRATOR, language="en")
    make_join_request(body, make_user(first_name="Nour", last_name="Benali"))

    page = sign_in(chief).get("/dashboard")

    assert page.has(f"Nour Benali asks to join {body.name}.")


def test_the_administration_is_for_administrators(sign_in: SignIn) -> None:
    assert sign_in(make_administrator(language="en")).get("/dashboard").has("Administration")
    assert not sign_in(make_user(language="en")).get("/dashboard").has("Administration")


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_asks_as_much_for_one_as_for_many(
    sign_in: SignIn, count_queries: Counter, count: int
) -> None:
    body, funder = make_body(), make_funder()
    agent = make_member(body, language="en")
    for _ in range(count):
        make_call("open", funder=funder)
        make_application(call=make_call("open"), organisation=body, by=agent)
    browser = sign_in(agent)

    with count_queries() as queries:
        browser.get("/dashboard")

    assert len(queries) == 10
    assert not any("FROM call JOIN membership" in query for query in queries)  # it funds nothing
