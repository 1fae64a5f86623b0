"""The page on which one closes one's account."""

from urllib.parse import urlsplit

from callforprojects.core.data.database import db
from callforprojects.organisations.models import Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import make_body, make_member

CLOSE = "/accounts/close"


def test_an_account_is_closed_by_its_person(sign_in):
    user = make_user(password=PASSWORD)
    here, there = sign_in(user), sign_in(user)

    page = here.get(CLOSE)
    assert page.has("This cannot be undone.")
    page = page.submit("Close my account", present_password=PASSWORD).follow()

    assert page.has("Your account is closed.")
    for browser in (here, there):
        assert urlsplit(browser.get("/accounts/profile").location).path == "/accounts/sign-in"
    db.session.refresh(user)
    assert user.closed_at is not None


def test_the_password_is_asked_for(sign_in):
    page = (
        sign_in(make_user(password=PASSWORD))
        .get(CLOSE)
        .submit("Close my account", present_password="wrong")
    )

    assert page.status == 422
    assert page.errors == ["Current password: This is not your current password."]


def test_what_hinders_leads_to_where_it_is_done(sign_in):
    town = make_body(name="Town")
    user = make_member(town, Role.ADMINISTRATOR)
    make_member(town)

    page = sign_in(user).get(CLOSE)

    assert page.has("Town would have no administrator any more")
    assert f'href="/organisations/{town.id}/members"' in page.html
    assert "Close my account</button>" not in page.html


def test_the_page_is_french_for_the_french(sign_in):
    page = sign_in(make_user(language="fr")).get(CLOSE)

    assert page.h1 == "Fermer mon compte"
    assert page.has("Ce qui disparaît")
