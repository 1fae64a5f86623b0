"""Personas: one click in a demonstration, nowhere else, for nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.demonstration.audiences import PersonaAudience, audience_of
from callforprojects.demonstration.material import material_rows, note_of, personas
from tests.browser import Browser
from tests.factories.accounts import make_administrator, make_user
from tests.factories.calls import make_call
from tests.factories.juries import make_officer
from tests.factories.selection import make_ranked_call


@pytest.fixture
def persona(app: object) -> User:
    first = personas()[0]
    given, _space, family = first.full_name.partition(" ")
    return make_user(email=first.email, first_name=given, last_name=family, language="en")


def become(browser: Browser, user: User) -> int:
    data = {"csrf_token": browser.token()}
    return browser.post(f"/demonstration/personas/{user.id}", data=data).status


def test_a_persona_is_one_click_away(
    browser: Browser, persona: User, with_settings: Callable[..., None]
) -> None:
    with_settings(is_demonstration=True)

    page = browser.get("/demonstration/").submit(f"Become this person {persona.full_name}")

    assert page.location == "/dashboard"
    assert page.follow().has("Hello Hélène")


def test_elsewhere_there_is_no_such_page(browser: Browser, persona: User) -> None:
    assert browser.get("/demonstration/").status == 404
    assert become(browser, persona) == 404
    assert browser.get("/dashboard").status == 302


def test_not_even_for_an_administrator(persona: User, sign_in: Callable[[Any], Browser]) -> None:
    browser = sign_in(make_administrator())

    assert browser.get("/demonstration/").status == 404
    assert become(browser, persona) == 404


def test_nobody_else_can_be_played(browser: Browser, with_settings: Callable[..., None]) -> None:
    with_settings(is_demonstration=True)

    assert become(browser, make_user()) == 404


def test_the_banner_is_shown_in_a_demonstration_only(
    browser: Browser, with_settings: Callable[..., None]
) -> None:
    assert not browser.get("/").has("people, applications and decisions are invented")
    with_settings(is_demonstration=True)
    assert browser.get("/").has("people, applications and decisions are invented")


def test_every_persona_has_an_audience_that_says_what_it_sees(
    browser: Browser, persona: User, with_settings: Callable[..., None]
) -> None:
    with_settings(is_demonstration=True)

    page = browser.get("/demonstration/")

    assert {audience_of(each) for each in personas()} == set(PersonaAudience)
    assert page.has("Funders")
    assert page.has("Files received, jury, ranking and decisions.")
    assert not page.has("Juries")


def test_a_call_of_ones_own_is_not_said_to_be_a_real_one(
    browser: Browser, with_settings: Callable[..., None], sign_in: Callable[[Any], Browser]
) -> None:
    """Neither in the list of real calls, nor in its ranking."""
    with_settings(is_demonstration=True)
    own, _applications = make_ranked_call(90, envelope=Money.euros(9_000_000))
    real = make_call("open", title="A real one", note=note_of(material_rows("calls")[0]))
    officer = make_officer(own, user=make_user(language="en"))
    db.session.commit()

    listed = browser.get("/demonstration/")
    ranking = sign_in(officer).get(f"/selection/calls/{own.id}")

    assert listed.has(real.title)
    assert not listed.has(own.title)
    assert ranking.status == 200
    assert not ranking.has("requested are invented")
    assert not ranking.has("The envelope is the real one")
