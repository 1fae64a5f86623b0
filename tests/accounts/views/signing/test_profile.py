"""The pages about oneself: profile, password, sessions."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from callforprojects.accounts.models import UserSession
from callforprojects.core.data.database import db
from tests.factories.accounts import PASSWORD, make_user

SCRIPT = "<script>alert(1)</script>"


def test_what_people_write_is_shown_as_text(sign_in):
    browser = sign_in(make_user())

    page = (
        browser.get("/accounts/profile")
        .submit("Save", first_name=SCRIPT, last_name=SCRIPT, job_title=SCRIPT)
        .follow()
    )

    assert page.has("Your profile is saved.")
    assert page.value("first_name") == SCRIPT
    assert SCRIPT not in page.html


def test_the_profile_is_kept(sign_in):
    user = make_user()
    browser = sign_in(user)

    page = browser.get("/accounts/profile").submit(
        "Save", job_title="Cheffe de projet", phone="04 92 20 00 00", language="fr"
    )

    page = page.follow()
    assert page.value("phone") == "+33 4 92 20 00 00"
    assert page.h1 == "Mon profil"
    db.session.refresh(user)
    assert (user.job_title, user.language) == ("Cheffe de projet", "fr")


def test_a_wrong_phone_loses_nothing(sign_in):
    page = (
        sign_in(make_user())
        .get("/accounts/profile")
        .submit("Save", phone="call me", job_title="Maire")
    )

    assert page.errors == [
        "Telephone: Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00."
    ]
    assert (page.value("phone"), page.value("job_title")) == ("call me", "Maire")


def test_changing_the_password_signs_out_everywhere_else(app, sign_in):
    user = make_user(password=PASSWORD)
    here, there = sign_in(user), sign_in(user)

    page = here.get("/accounts/password").submit(
        "Change the password", present_password=PASSWORD, password="another good phrase"
    )

    assert page.follow().has("Your other sessions have ended.")
    assert urlsplit(there.get("/accounts/profile").location).path == "/accounts/sign-in"


def test_the_present_password_is_asked_for(sign_in):
    browser = sign_in(make_user(password=PASSWORD))

    page = browser.get("/accounts/password").submit(
        "Change the password", present_password="wrong", password="another good phrase"
    )

    assert page.errors == ["Current password: This is not your current password."]


def test_sessions_are_listed_and_ended(app, browser, sign_in):
    user = make_user(email="anne@town.example", password=PASSWORD)
    other = sign_in(user)
    page = browser.get("/accounts/sign-in", headers={"User-Agent": "Firefox/140.0 Linux"})
    browser.post(
        "/accounts/sign-in",
        data={"csrf_token": page.value("csrf_token"), "email": user.email, "password": PASSWORD},
        headers={"User-Agent": "Firefox/140.0 Linux"},
    )

    page = browser.get("/accounts/sessions")
    assert page.main.count("This one") == 1
    assert page.has("Firefox, Linux This one")
    page = page.submit("End all the others").follow()

    assert page.has("You are signed in nowhere else.")
    assert urlsplit(other.get("/accounts/sessions").location).path == "/accounts/sign-in"


@pytest.mark.parametrize("which", ["this one", "the other"])
def test_one_session_is_ended(sign_in, which):
    user = make_user()
    other = sign_in(user)
    other_session = db.session.scalars(select(UserSession.id)).one()
    browser = sign_in(user)
    this_session = db.session.scalars(
        select(UserSession.id).where(UserSession.id != other_session)
    ).one()
    chosen = {"this one": this_session, "the other": other_session}[which]

    page = browser.post(f"/accounts/sessions/{chosen}/end", data={"csrf_token": browser.token()})

    assert page.location == {"this one": "/", "the other": "/accounts/sessions"}[which]
    statuses = (browser.get("/accounts/sessions").status, other.get("/accounts/sessions").status)
    assert statuses == {"this one": (302, 200), "the other": (200, 302)}[which]


def test_the_session_of_somebody_else_does_not_exist(sign_in):
    stranger = make_user()
    sign_in(stranger)
    session = db.session.scalars(select(UserSession)).one()
    browser = sign_in(make_user())

    page = browser.post(
        f"/accounts/sessions/{session.id}/end", data={"csrf_token": browser.token()}
    )

    assert page.status == 404
    db.session.refresh(session)
    assert session.ended_at is None


@pytest.mark.parametrize("path", ["/accounts/profile", "/accounts/password", "/accounts/sessions"])
def test_a_guest_signs_in_first(browser, path):
    assert browser.get(path).location == f"/accounts/sign-in?next={path}"


def test_a_request_of_a_signed_in_person_asks_for_them_once(sign_in, count_queries):
    browser = sign_in(make_user())

    with count_queries() as asked:
        browser.get("/accounts/sessions")

    assert len(asked) == 2
