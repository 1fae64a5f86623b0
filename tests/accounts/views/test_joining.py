"""The pages on which one joins two accounts."""

import re
from urllib.parse import urlsplit

import pytest

from callforprojects.core.data.database import db
from callforprojects.organisations.models import Role
from tests.accounts.scenes import link_in
from tests.factories.accounts import PASSWORD, make_administrator, make_user
from tests.factories.applications import make_body
from tests.factories.organisations import make_member

JOIN = "/accounts/join"
OTHER = "ada@region.example"


@pytest.fixture
def kept():
    return make_user(email="ada@town.example", password=PASSWORD)


def ask(browser, email=OTHER):
    return browser.get(JOIN).submit("Send the mail", email=email, present_password=PASSWORD)


def test_two_accounts_are_joined(sign_in, sent, kept):
    other = make_user(email=OTHER, password=PASSWORD)
    make_member(make_body(name="Town"), Role.ADMINISTRATOR, user=other)
    here, there = sign_in(kept), sign_in(other)

    page = ask(here).follow()
    assert page.has(f"A mail was sent to {OTHER}.")
    page = here.get(link_in(sent()[0]))
    assert page.h1 == "Join the two accounts"
    assert page.has("The seat in Town: Administrator.")
    page = page.submit("Join the two accounts", other_password="wrong")
    assert page.errors == [
        "Password of the other account: This is not the password of the other account."
    ]
    page = page.submit("Join the two accounts", other_password=PASSWORD).follow()

    assert page.has("The two accounts are one now.")
    assert page.h1 == "My profile"
    assert here.get("/organisations/").has("Town")
    assert urlsplit(there.get("/accounts/profile").location).path == "/accounts/sign-in"
    db.session.refresh(other)
    assert other.closed_at is not None
    assert here.get(link_in(sent()[0]) if "confirm" in sent()[0].text else JOIN).status == 200


def test_the_page_says_the_same_of_an_address_without_account(sign_in, sent, kept):
    make_user(email=OTHER, password=PASSWORD)
    browser = sign_in(kept)

    said = [
        re.sub(r"(?s)<input[^>]*>|\d+:\d+", "", ask(browser, email).follow().html).replace(
            email, ""
        )
        for email in (OTHER, "nobody@region.example")
    ]

    assert said[0] == said[1]


def test_the_link_opens_where_the_account_that_is_kept_is_signed_in(sign_in, browser, sent, kept):
    other = make_user(email=OTHER, password=PASSWORD)
    ask(sign_in(kept))
    path = link_in(sent()[0])

    page = sign_in(other).get(path)

    assert page.status == 410
    assert page.has("Follow it where you have signed in to the account that you keep")
    assert urlsplit(browser.get(path).location).path == "/accounts/sign-in"


def test_what_hinders_is_said_and_nothing_is_sent(sign_in, sent, kept):
    make_administrator(email=OTHER, password=PASSWORD)
    ask(browser := sign_in(kept))

    page = browser.get(link_in(sent()[0]))

    assert page.has("The two accounts cannot be joined yet:")
    assert page.has("The other account administers the platform")
    assert page.links["Join two accounts"] == JOIN
    assert "Join the two accounts</button>" not in page.html
    answer = browser.post(
        link_in(sent()[0]), data={"csrf_token": browser.token(), "other_password": PASSWORD}
    )
    assert answer.status == 422


def test_a_taken_address_points_to_it(sign_in, sent, kept):
    make_user(email=OTHER)
    browser = sign_in(kept)

    page = browser.get("/accounts/address")
    assert page.links["Join two accounts"] == JOIN
    page.submit("Send the link", email=OTHER, present_password=PASSWORD)

    assert sent()[0].template == "accounts/address_taken"
    assert f"http://127.0.0.1:5000{JOIN}" in sent()[0].text


def test_administrators_see_what_it_was_joined_to(sign_in, sent, kept):
    other = make_user(email=OTHER, password=PASSWORD)
    ask(browser := sign_in(kept))
    form = browser.get(link_in(sent()[0]))
    form.submit("Join the two accounts", other_password=PASSWORD)

    page = sign_in(make_administrator()).get(f"/accounts/{other.id}")

    assert page.h1 == "Closed account"
    assert page.has(f"Joined to {kept.full_name}")


def test_the_pages_are_french_for_the_french(sign_in, sent):
    make_user(email=OTHER, language="fr", password=PASSWORD)
    browser = sign_in(make_user(language="fr", password=PASSWORD))

    page = browser.get(JOIN)
    assert page.h1 == "Réunir deux comptes"
    page.submit("Envoyer le courriel", email=OTHER, present_password=PASSWORD)

    assert sent()[0].subject == "Réunissez vos deux comptes"
    assert browser.get(link_in(sent()[0])).h1 == "Réunir les deux comptes"
