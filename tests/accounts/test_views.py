"""The pages of accounts, as people meet them."""

import statistics
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from sqlalchemy import select

from callforprojects.accounts.models import User, UserSession
from callforprojects.accounts.passwords import hash_password
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from tests.accounts.scenes import enter, link_in
from tests.browser import Browser
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import make_open_call

SCRIPT = "<script>alert(1)</script>"
REFUSAL = "This e-mail address and this password do not open a confirmed account."


def sign_up(browser, email="anne@town.example"):
    return browser.get("/accounts/sign-up").submit("Create my account", email=email)


def open_account(browser, message, **values):
    filled = {"first_name": "Anne", "last_name": "Roux", "password": PASSWORD, **values}
    return browser.get(link_in(message)).submit("Open my account", **filled)


def test_from_signing_up_to_signing_in(browser, sent):
    answer = sign_up(browser).follow()
    assert answer.h1 == "Check your e-mail"
    assert browser.get(link_in(sent()[0])).has("anne@town.example")

    inside = open_account(browser, sent()[0])

    assert inside.location == "/dashboard"
    assert inside.follow().has("Your account is open.")
    assert browser.get("/accounts/profile").value("first_name") == "Anne"
    browser.get("/accounts/profile").submit("Sign out")
    assert enter(browser, "Anne@town.example", PASSWORD).location == "/dashboard"


def test_all_that_is_wrong_in_a_new_account_is_said_at_once(browser, sent):
    refused = sign_up(browser, email="anne")
    assert refused.errors == [
        "E-mail address: Enter a complete e-mail address, for example name@town.fr."
    ]
    assert not sent()
    sign_up(browser)

    page = open_account(browser, sent()[0], first_name="", password="short")

    assert page.status == 422
    assert page.errors == [
        "First name: Enter your first name.",
        "Password: Choose a longer password: 12 characters or more.",
    ]
    assert page.value("last_name") == "Roux"


def test_a_stranger_who_asks_first_chooses_neither_password_nor_name(app, browser, sent):
    """The account of somebody else's address: nothing of who asked survives the owner's click."""
    stranger = Browser(app)
    page = stranger.get("/accounts/sign-up?next=/calls/%3Ftext%3Dwww.evil.example")
    data = {
        "csrf_token": page.value("csrf_token"),
        "email": "victim@town.example",
        "first_name": "Claim your prize at https://evil.example",
        "last_name": "www.evil.example",
        "password": "the password of a thief",
    }
    stranger.post("/accounts/sign-up?next=/calls/%3Ftext%3Dwww.evil.example", data=data)
    message = sent()[0]
    assert "evil" not in message.subject + message.text + message.html

    open_account(browser, message)

    assert enter(stranger, "victim@town.example", "the password of a thief").status == 422
    assert enter(Browser(app), "victim@town.example", PASSWORD).status == 302


def test_opening_the_link_confirms_nothing(browser, sent):
    sign_up(browser)
    link = link_in(sent()[0])

    for _reading in range(3):
        assert browser.get(link).status == 200

    assert db.session.scalars(select(User.confirmed_at)).one() is None


def test_whoever_came_from_a_page_goes_back_to_it(browser, sent):
    page = browser.get("/accounts/sign-in?next=/accounts/sessions")
    page = browser.get(page.links["Create an account"])
    page.submit("Create my account", email="anne@town.example")

    assert open_account(browser, sent()[0]).location == "/accounts/sessions"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_signing_in_never_leads_to_another_site(browser, elsewhere):
    make_user(email="anne@town.example", password=PASSWORD)

    page = browser.get("/accounts/sign-in", query_string={"next": elsewhere})
    inside = page.submit("Sign in", email="anne@town.example", password=PASSWORD)

    assert inside.location == "/dashboard"


@pytest.mark.parametrize("email", ["o’neil@town.example", "hélène@town.example"])
def test_an_address_that_no_mail_reaches_is_told_at_once(browser, sent, email):
    page = sign_up(browser, email=email)

    assert (page.status, page.value("email"), sent()) == (422, email, [])


def test_a_known_address_gets_the_same_answer_as_a_new_one(app, sent):
    make_user(email="known@town.example", password=PASSWORD)

    new = sign_up(Browser(app), email="new@town.example")
    known = sign_up(Browser(app), email="known@town.example")

    assert (
        (new.status, new.location)
        == (known.status, known.location)
        == (302, "/accounts/check-mail")
    )
    assert [message.template for message in sent()] == [
        "accounts/confirm",
        "accounts/already_registered",
    ]


def test_a_forgotten_password_gets_the_same_answer_for_every_address(app, sent):
    make_user(email="known@town.example")
    answers = set()

    for email in ("known@town.example", "unknown@town.example"):
        page = Browser(app).get("/accounts/forgotten").submit("Send me a link", email=email)
        answers.add((page.status, page.location))

    assert answers == {(302, "/accounts/check-mail")}
    assert [message.template for message in sent()] == ["accounts/reset", "accounts/no_account"]


@pytest.mark.parametrize("who", ["known", "unknown", "unconfirmed", "closed"])
def test_a_refused_sign_in_says_one_sentence(browser, who):
    make_user(email="known@town.example", password=PASSWORD)
    make_user(email="unconfirmed@town.example", password=PASSWORD, confirmed=False)
    make_user(email="closed@town.example", password=PASSWORD, is_active=False)

    page = enter(browser, f"{who}@town.example", "wrong password" if who == "known" else PASSWORD)

    assert page.status == 422
    assert page.errors == [REFUSAL]
    assert db.session.scalars(select(UserSession)).all() == []


def test_a_refusal_takes_as_long_for_an_unknown_address(browser, with_settings):
    with_settings(is_testing=False)
    make_user(email="known@town.example", password_hash=hash_password(PASSWORD))
    page = browser.get("/accounts/sign-in")
    page.submit("Sign in", email="first@town.example", password="wrong password")
    spent: dict[str, list[float]] = {"known": [], "unknown": []}

    for _turn in range(3):
        for who, times in spent.items():
            begun = time.process_time()  # its own work, whatever else this machine does
            page.submit("Sign in", email=f"{who}@town.example", password="wrong password")
            times.append(time.process_time() - begun)

    known, unknown = (statistics.median(times) for times in spent.values())
    assert 0.4 < known / unknown < 2.5


def test_a_session_fixed_before_signing_in_is_forgotten(browser):
    make_user(email="anne@town.example", password=PASSWORD)
    browser.get("/accounts/sign-in")
    with browser.client.session_transaction() as before:
        before["planted"] = "by somebody else"
        token = before["csrf_token"]

    enter(browser, "anne@town.example", PASSWORD)

    with browser.client.session_transaction() as after:
        assert "planted" not in after
        assert after.get("csrf_token") != token
        assert db.session.scalars(select(UserSession.token_hash)).one() != after["_user_id"]


def test_signing_out_ends_the_session_for_good(sign_in):
    browser = sign_in(make_user())
    cookie = browser.client.get_cookie("session").value

    page = browser.get("/accounts/profile").submit("Sign out")

    assert page.location == "/"
    browser.client.set_cookie("session", cookie)
    assert urlsplit(browser.get("/accounts/profile").location).path == "/accounts/sign-in"


def test_signing_out_twice_is_no_error(browser):
    token = browser.token()

    assert browser.post("/accounts/sign-out", data={"csrf_token": token}).location == "/"


def test_a_get_writes_nothing_and_a_post_says_when_somebody_was_seen(sign_in):
    user = make_user()
    browser = sign_in(user)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        browser.get("/accounts/profile")
        assert seen_at(user) < now() - timedelta(minutes=10)

        browser.get("/accounts/profile").submit("Save")
        assert seen_at(user) == now()


def seen_at(user):
    db.session.rollback()
    return db.session.scalars(
        select(UserSession.last_seen_at).where(UserSession.user_id == user.id)
    ).one()


def test_a_forgotten_password_is_replaced(browser, sent):
    user = make_user(email="anne@town.example", password="the one I forgot")
    browser.get("/accounts/forgotten").submit("Send me a link", email="anne@town.example")
    link = link_in(sent()[0])

    refused = browser.get(link).submit("Change the password", password="short")
    accepted = refused.submit("Change the password", password=PASSWORD)

    assert refused.errors == ["New password: Choose a longer password: 12 characters or more."]
    assert accepted.follow().has("Your password is changed: you can sign in.")
    assert enter(browser, user.email, PASSWORD).location == "/dashboard"


@pytest.mark.parametrize(
    "path", ["/accounts/confirm/unknown-token", "/accounts/reset/unknown-token"]
)
def test_a_link_that_no_longer_works_says_how_to_get_another(browser, path):
    page = browser.get(path)

    assert page.status == 410
    assert page.follow("Ask for a new link").h1 == "Forgotten password"


def test_a_link_used_twice_is_gone(browser, sent):
    sign_up(browser)
    open_account(browser, sent()[0])

    again = browser.get(link_in(sent()[0]))

    assert (again.status, again.h1) == (410, "This link no longer works")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("first_name", "  ", "First name: Enter your first name."),
        (
            "password",
            "anne@town.example 1",
            "Password: The password must not contain your e-mail address.",
        ),
        *(
            (
                "last_name",
                name,
                "Last name: A name must not contain a web address or an e-mail address.",
            )
            for name in (
                "Roux https://evil.example",
                "WWW.evil",
                "anne@evil.example",
                "evil.example/prize",
            )
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(browser, sent, field, value, sentence):
    sign_up(browser)

    page = open_account(browser, sent()[0], **{field: value})

    assert page.status == 422
    assert page.errors == [sentence]
    assert db.session.scalars(select(User.confirmed_at)).one() is None


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/sign-up", "Créer un compte"),
        ("/accounts/sign-in", "Se connecter"),
        ("/accounts/forgotten", "Mot de passe oublié"),
        ("/accounts/check-mail", "Consultez votre messagerie"),
    ],
)
def test_the_pages_speak_french(browser, path, heading):
    browser.language = "fr"

    assert browser.get(path).h1 == heading


def test_a_script_in_a_name_is_text_in_the_mail(browser, sent):
    make_user(email="anne@town.example", first_name=SCRIPT)

    browser.get("/accounts/forgotten").submit("Send me a link", email="anne@town.example")

    assert SCRIPT not in sent()[0].html
    assert "&lt;script&gt;" in sent()[0].html


def test_a_form_without_its_token_is_refused(browser, sent):
    page = browser.post("/accounts/forgotten", data={"email": "anne@town.example"})

    assert page.status == 400
    assert sent() == []


def test_who_has_signed_in_is_not_asked_again(sign_in):
    browser = sign_in(make_user())

    assert browser.get("/accounts/sign-in").location == "/dashboard"
    assert browser.get("/accounts/sign-up?next=/accounts/profile").location == "/accounts/profile"


def test_the_sign_in_page_says_why_one_is_there(browser):
    assert not browser.get("/accounts/sign-in").has("that you asked for")
    assert browser.get("/dashboard").follow().has("The page that you asked for")
    call = make_open_call(title="Cool yards")
    page = browser.get(f"/accounts/sign-in?next=/applications/start/{call.id}")
    assert page.has("This step leads to your application to “Cool yards”.")
    assert not page.has("The page that you asked for")


def test_the_page_asked_for_follows_to_the_account_that_is_created(browser):
    page = browser.get("/accounts/sign-in?next=/dashboard")

    assert page.links["Create an account"] == "/accounts/sign-up?next=/dashboard"
    assert page.follow("Create an account").has(
        "You receive an e-mail: its link confirms that the address is yours."
    )
