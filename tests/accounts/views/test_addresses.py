"""The pages on which one changes one's address."""

from callforprojects.core.data.database import db
from tests.accounts.scenes import link_in
from tests.factories.accounts import PASSWORD, make_user

ADDRESS = "/accounts/address"
NEW = "ada@region.example"


def test_an_address_is_changed_by_the_link(sign_in, sent):
    user = make_user(email="ada@town.example", password=PASSWORD)
    browser = sign_in(user)

    page = browser.get(ADDRESS)
    page = page.submit("Send the link", email=NEW, present_password=PASSWORD).follow()
    assert page.has(f"A link was sent to {NEW}.")
    page = browser.get(link_in(sent()[0])).submit("Use this address").follow()

    assert page.has("Your e-mail address is changed")
    db.session.refresh(user)
    assert user.email == NEW


def test_the_page_says_the_same_of_an_address_that_is_used(sign_in, sent):
    make_user(email=NEW)
    browser = sign_in(make_user(password=PASSWORD))

    page = browser.get(ADDRESS).submit("Send the link", email=NEW, present_password=PASSWORD)

    said = page.follow().html
    assert "This is saved." in said
    assert NEW not in said


def test_the_former_address_keeps_it_without_signing_in(browser, sign_in, sent):
    user = make_user(email="ada@town.example", password=PASSWORD)
    sign_in(user).get(ADDRESS).submit("Send the link", email=NEW, present_password=PASSWORD)

    page = browser.get(link_in(sent()[1])).submit("Keep ada@town.example").follow()

    assert page.h1 == "Sign in"
    db.session.refresh(user)
    assert user.password_hash is None


def test_the_page_is_french_for_the_french(sign_in):
    page = sign_in(make_user(language="fr")).get(ADDRESS)

    assert page.h1 == "Mon adresse électronique"
