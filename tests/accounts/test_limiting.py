"""Signing in under attack: nobody locks anybody out, and whoever must wait is told how long."""

import re
from datetime import timedelta

import pytest
import time_machine

from callforprojects.accounts.known_browsers import COOKIE
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside import jobs
from tests.accounts.scenes import enter
from tests.browser import Browser
from tests.factories.accounts import PASSWORD, make_user
from tests.finding import found

pytestmark = pytest.mark.usefixtures("app", "one_engine")

ANNE = "anne@town.example"
WRONG = "not the right password"


@pytest.fixture
def anne(app):
    return make_user(email=ANNE, password=PASSWORD)


@pytest.fixture
def at(app):
    """A browser at a network address: `at("192.0.2.1")`."""

    def make(address):
        browser = Browser(app)
        browser.client.environ_base["REMOTE_ADDR"] = address
        return browser

    return make


def fail(browser, times, email=ANNE):
    """Wrong passwords, from one page; the last answer."""
    page = browser.get("/accounts/sign-in")
    for _turn in range(times):
        answer = page.submit("Sign in", email=email, password=WRONG)
    return answer


def test_forty_wrong_passwords_lock_nobody_out(anne, at):
    refused = fail(at("192.0.2.1"), 40)

    assert refused.status == 429
    assert enter(at("198.51.100.7"), ANNE, PASSWORD).location == "/dashboard"


def test_who_must_wait_is_told_how_long_in_words_and_in_the_header(anne, at):
    page = fail(at("192.0.2.1"), 11)

    assert page.status == 429
    assert 3500 < int(page.response.headers["Retry-After"]) <= 3601
    why, when = page.errors
    assert why.startswith("Too many attempts have failed from your network address.")
    assert re.fullmatch(r"You can try again in 6[01] minutes\.", when)
    assert (page.value("email"), page.value("password")) == (ANNE, "")
    assert page.has("Too many tries")
    assert not page.has("This form needs your attention")


def test_a_wrong_password_is_something_to_correct(anne, at):
    page = fail(at("192.0.2.1"), 1)

    assert page.has("This form needs your attention")
    assert not page.has("Too many tries")


def test_the_right_password_waits_too_where_so_many_were_wrong(anne, at):
    """Else the limit would let everything be tried, and only say no."""
    browser = at("192.0.2.1")
    fail(browser, 11)

    assert enter(browser, ANNE, PASSWORD).status == 429
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert enter(browser, ANNE, PASSWORD).status == 302


def test_another_account_may_be_opened_from_the_same_network(anne, at):
    make_user(email="other@town.example", password=PASSWORD)
    fail(at("192.0.2.1"), 15)

    assert enter(at("192.0.2.1"), "other@town.example", PASSWORD).status == 302


def test_one_network_that_tries_many_accounts_waits(app, at):
    browser = at("192.0.2.1")
    page = browser.get("/accounts/sign-in")

    statuses = [
        page.submit("Sign in", email=f"a{turn}@town.example", password=WRONG).status
        for turn in range(51)
    ]

    assert statuses == [422] * 50 + [429]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
    ],
)
def test_an_ipv6_network_counts_as_one(anne, at, one, other, same):
    fail(at(one), 10)

    assert enter(at(other), ANNE, PASSWORD).status == (429 if same else 302)


def test_a_known_browser_is_never_refused_its_right_password(anne, at):
    known = at("192.0.2.1")
    enter(known, ANNE, PASSWORD)
    known.get("/accounts/profile").submit("Sign out")
    fail(at("192.0.2.1"), 40)
    fail(known, 40)

    assert enter(known, ANNE, PASSWORD).location == "/dashboard"
    assert enter(at("192.0.2.1"), ANNE, PASSWORD).status == 429


def test_a_browser_known_to_one_person_is_not_known_to_another(anne, at):
    make_user(email="other@town.example", password=PASSWORD)
    browser = at("192.0.2.1")
    enter(browser, "other@town.example", PASSWORD)
    browser.get("/accounts/profile").submit("Sign out")
    fail(at("192.0.2.1"), 11)

    assert enter(browser, ANNE, PASSWORD).status == 429


def test_two_people_may_share_a_browser(anne, at):
    make_user(email="other@town.example", password=PASSWORD)
    browser = at("192.0.2.1")
    for email in (ANNE, "other@town.example"):
        enter(browser, email, PASSWORD)
        browser.get("/accounts/profile").submit("Sign out")
    fail(at("192.0.2.1"), 50)

    assert enter(browser, ANNE, PASSWORD).status == 302


def test_the_cookie_is_signed_and_out_of_reach_of_scripts(anne, at):
    browser = at("192.0.2.1")
    page = enter(browser, ANNE, PASSWORD)
    (cookie,) = [
        each for each in page.response.headers.getlist("Set-Cookie") if each.startswith(COOKIE)
    ]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    browser.get("/accounts/profile").submit("Sign out")
    value = browser.client.get_cookie(COOKIE, path="/accounts").value
    # not the last sign: base64 ends with bits that mean nothing, and may read the same
    forged = ("b" if value[0] == "a" else "a") + value[1:]
    browser.client.set_cookie(COOKIE, forged, path="/accounts")
    fail(at("192.0.2.1"), 11)

    assert enter(browser, ANNE, PASSWORD).status == 429


def change_password(browser):
    wanted = {"present_password": PASSWORD, "password": "another good phrase"}
    browser.get("/accounts/password").submit("Change the password", **wanted)
    return "another good phrase"


def end_others(browser):
    browser.get("/accounts/sessions").submit("End all the others")
    return PASSWORD


@pytest.mark.parametrize("revoke", [change_password, end_others])
def test_known_browsers_are_revoked_with_the_sessions(anne, at, revoke):
    left_behind, here = at("192.0.2.1"), at("192.0.2.1")
    enter(left_behind, ANNE, PASSWORD)
    enter(here, ANNE, PASSWORD)
    password = revoke(here)
    here.get("/accounts/profile").submit("Sign out")
    fail(at("192.0.2.1"), 11)

    assert enter(left_behind, ANNE, password).status == 429
    assert enter(here, ANNE, password).status == 302


def test_guessing_from_everywhere_leaves_a_try_to_each_network(anne, at):
    for number in range(61):
        assert fail(at(f"10.0.{number}.1"), 1).status == 422

    assert fail(at("192.0.2.1"), 4).status == 429
    assert enter(at("198.51.100.7"), ANNE, PASSWORD).status == 302


def run_tasks():
    """What the runner does with what waits for it."""
    db.session.commit()
    huey = jobs.queue()
    while (waiting := huey.dequeue()) is not None:
        huey.execute(waiting)


def test_forty_wrong_passwords_from_one_network_tell_the_person_once(anne, at, sent):
    jobs.queue().flush()
    browser = at("192.0.2.1")
    fail(browser, 9)
    run_tasks()
    assert sent() == []

    fail(browser, 31)
    run_tasks()

    (message,) = sent()
    assert (message.to_email, message.template) == (ANNE, "accounts/failed_sign_ins")
    assert "http://127.0.0.1:5000/accounts/forgotten" in message.text


def test_failures_from_many_networks_tell_the_person_once(anne, at, sent):
    jobs.queue().flush()

    for number in range(12):
        fail(at(f"10.0.{number}.1"), 1)
    fail(at("192.0.2.1"), 12)
    run_tasks()

    assert [message.template for message in sent()] == ["accounts/failed_sign_ins"]


def test_a_network_refused_tells_the_person_whatever_was_counted_elsewhere(anne, at, sent):
    """The hour of the account began before that of the network: it forgets half of the tries."""
    jobs.queue().flush()
    start = now()
    with time_machine.travel(start):
        fail(at("10.0.0.1"), 1)
    with time_machine.travel(start + timedelta(minutes=50)):
        fail(at("192.0.2.1"), 5)
    with time_machine.travel(start + timedelta(minutes=70)):
        fail(at("192.0.2.1"), 5)
    run_tasks()

    assert [message.template for message in sent()] == ["accounts/failed_sign_ins"]


def test_nobody_is_told_for_an_address_without_account(at, sent):
    jobs.queue().flush()
    fail(at("192.0.2.1"), 12, "nobody@town.example")
    run_tasks()

    assert sent() == []


def test_a_link_is_asked_for_while_an_account_is_attacked(anne, at, sent):
    fail(at("192.0.2.1"), 40)

    page = at("192.0.2.1").get("/accounts/forgotten").submit("Send me a link", email=ANNE)

    assert page.status == 302
    link = found(r"http://127\.0\.0\.1:5000(\S+)", sent()[-1].text)
    mine = at("192.0.2.1")
    mine.get(link).submit("Change the password", password="another good phrase")
    assert enter(mine, ANNE, "another good phrase").status == 302


def test_asking_for_links_is_limited_by_network_only(anne, at, sent):
    browser = at("192.0.2.1")

    answers = [
        browser.get("/accounts/forgotten").submit("Send me a link", email=ANNE)
        for _turn in range(21)
    ]

    assert [answer.status for answer in answers] == [302] * 20 + [429]
    assert int(answers[-1].response.headers["Retry-After"]) > 3000
    elsewhere = at("198.51.100.7").get("/accounts/forgotten")
    assert elsewhere.submit("Send me a link", email=ANNE).status == 302
    assert len(sent()) == 1
