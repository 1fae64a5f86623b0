"""Passwords are checked and hashed while nobody waits for it."""

import sqlite3
from contextlib import closing

import pytest
from argon2 import PasswordHasher

from callforprojects.accounts import limiting, passwords
from callforprojects.accounts.models import TokenPurpose
from callforprojects.accounts.services import tokens
from callforprojects.core.data.database import db
from tests.accounts.scenes import enter
from tests.factories.accounts import PASSWORD, make_user

ANNE = "anne@town.example"
ANOTHER = "another good phrase"


@pytest.fixture
def work(engine_name, monkeypatch):
    """What argon2 is asked to do; another program can write meanwhile."""
    if engine_name != "sqlite":
        pytest.skip("only SQLite has one lock for all")
    done = []

    def watch(name):
        slow = getattr(PasswordHasher, name)

        def watched(*arguments):
            path = str(db.engine.url.database)
            with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")
            done.append(name)
            return slow(*arguments)

        monkeypatch.setattr(PasswordHasher, name, watched)

    passwords._nobody(cheap=True)
    watch("hash")
    watch("verify")
    return done


@pytest.fixture
def anne(app):
    user = make_user(email=ANNE, password=PASSWORD)
    db.session.commit()
    return user


def opens(user, password):
    stored = user.password_hash
    db.session.rollback()  # the test itself holds nobody
    return passwords.is_right(password, stored)


def test_signing_in_checks_the_password_once(browser, anne, work):
    assert enter(browser, ANNE, PASSWORD).location == "/dashboard"
    assert work == ["verify"]


@pytest.mark.parametrize("email", [ANNE, "nobody@town.example"])
def test_a_wrong_password_costs_the_same_for_an_address_without_account(browser, anne, work, email):
    assert enter(browser, email, ANOTHER).status == 422
    assert work == ["verify"]


def test_a_second_click_on_sign_in_is_checked_before_its_turn_too(browser, anne, work):
    page = browser.get("/accounts/sign-in")
    key, token = page.value("request_key"), page.value("csrf_token")
    fields = {"request_key": key, "csrf_token": token, "email": ANNE, "password": PASSWORD}
    browser.post("/accounts/sign-in", data=fields)
    browser.client.delete_cookie("session")
    fields["csrf_token"] = browser.token()

    assert browser.post("/accounts/sign-in", data=fields).status == 302
    assert work == ["verify", "verify"]


def test_an_outdated_form_is_replaced_before_the_turn_to_write(browser, anne, work, monkeypatch):
    monkeypatch.setattr(PasswordHasher, "check_needs_rehash", lambda *_asked: True)
    before = anne.password_hash

    assert enter(browser, ANNE, PASSWORD).status == 302
    assert work == ["verify", "hash"]
    assert anne.password_hash != before


def test_whoever_must_wait_makes_nothing_work(browser, anne, work, monkeypatch):
    monkeypatch.setattr(limiting, "BY_PAIR", "1 per hour")
    enter(browser, ANNE, ANOTHER)
    work.clear()

    assert enter(browser, ANNE, PASSWORD).status == 429
    assert work == []


def test_changing_the_password_holds_nobody(sign_in, anne, work):
    page = sign_in(anne).get("/accounts/password")

    wrong = page.submit("Change the password", present_password="wrong", password=ANOTHER)
    weak = page.submit("Change the password", present_password=PASSWORD, password="short")
    right = page.submit("Change the password", present_password=PASSWORD, password=ANOTHER)

    assert (wrong.status, weak.status, right.status) == (422, 422, 302)
    assert work == ["verify", "verify", "verify", "hash"]
    assert opens(anne, ANOTHER)


def test_choosing_another_password_by_mail_holds_nobody(browser, anne, work):
    clear = tokens.issue(anne, TokenPurpose.RESET)

    page = browser.get(f"/accounts/reset/{clear}")

    assert page.submit("Change the password", password=ANOTHER).status == 302
    assert work == ["hash"]
    assert opens(anne, ANOTHER)


def test_choosing_the_first_password_holds_nobody(browser, app, work):
    newcomer = make_user(email=ANNE, confirmed=False)
    clear = tokens.issue(newcomer, TokenPurpose.CONFIRM)

    page = browser.get(f"/accounts/confirm/{clear}")
    opened = page.submit(
        "Open my account", first_name="Anne", last_name="Le Gall", password=ANOTHER
    )

    assert opened.status == 302
    assert work == ["hash"]
    assert opens(newcomer, ANOTHER)


def test_a_password_changed_meanwhile_is_checked_again(app):
    old, new = passwords.hash_password(PASSWORD), passwords.hash_password(ANOTHER)

    prepared = passwords.checked(PASSWORD, old)

    assert passwords.is_right(prepared, old)
    assert not passwords.is_right(prepared, new)
    assert not passwords.is_right(prepared, None)


@pytest.mark.parametrize(
    ("path", "button", "allowed"),
    [
        ("/accounts/password", "Change the password", 10),
        ("/accounts/reset/{reset}", "Change the password", 10),
        ("/accounts/confirm/{confirm}", "Open my account", 30),
    ],
)
def test_each_try_counts_once(sign_in, browser, anne, path, button, allowed):
    """The preparation and the view each counted it: an office behind one address had half of them."""
    newcomer = make_user(email="newcomer@town.example", confirmed=False)
    links = {
        "reset": tokens.issue(anne, TokenPurpose.RESET),
        "confirm": tokens.issue(newcomer, TokenPurpose.CONFIRM),
    }
    db.session.commit()
    page = (sign_in(anne) if path == "/accounts/password" else browser).get(path.format(**links))

    statuses = [page.submit(button, password="short").status for _try in range(allowed + 1)]

    assert statuses == [422] * allowed + [429]


def test_joining_two_accounts_holds_nobody(sign_in, anne, work):
    other = make_user(email="anne@region.example", password=PASSWORD)
    browser = sign_in(anne)
    work.clear()

    asked = browser.get("/accounts/join").submit(
        "Send the mail", email=other.email, present_password=PASSWORD
    )
    clear = tokens.issue(anne, TokenPurpose.JOIN, email=other.email)
    page = browser.get(f"/accounts/confirm-join/{clear}")
    wrong = page.submit("Join the two accounts", other_password="wrong")
    right = page.submit("Join the two accounts", other_password=PASSWORD)

    assert (asked.status, wrong.status, right.status) == (302, 422, 302)
    assert work == ["verify", "verify", "verify"]
