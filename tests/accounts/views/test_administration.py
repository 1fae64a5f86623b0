"""The list of accounts, for the administrators of the platform."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.accounts import services
from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.web.request_keys import RequestKey
from callforprojects.organisations.models import Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.applications import make_body, make_member
from tests.finding import found


@pytest.fixture
def administrator(sign_in):
    return sign_in(make_administrator(first_name="Zoé", last_name="Zadig"))


def names(page):
    rows = page.root.iterfind(".//tbody/tr")
    return ["".join(row.find("th").itertext()) for row in rows]


def test_accounts_are_found_by_name_address_and_status(administrator):
    make_user(first_name="Ada", last_name="Lovelace", email="ada@town.example")
    make_user(first_name="Bob", last_name="Martin", confirmed=False)
    gone = make_user()
    services.close_account(gone, by=gone)

    def found(query):
        return names(administrator.get(f"/accounts/?{query}"))

    assert found("text=love+ada") == ["Ada Lovelace"]
    assert found("text=ada@town") == ["Ada Lovelace"]
    assert found("status=unconfirmed") == ["Bob Martin"]
    assert found("status=closed") == ["Closed account"]
    assert found("status=open&sort=person") == ["Ada Lovelace", "Zoé Zadig"]
    assert found("text=nobody") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(administrator, count_queries, count):
    for number in range(count):
        make_user(last_name=f"Person {number}")

    with count_queries() as asked:
        page = administrator.get("/accounts/")

    assert len(names(page)) == count + 1
    assert len(asked) == 3


def test_the_list_is_downloaded(administrator):
    make_user(first_name="Ada", last_name="Lovelace", email="ada@town.example")

    page = administrator.get("/accounts/download?text=ada")

    lines = page.response.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Person,E-mail address,Status,")
    assert lines[1].startswith("Ada Lovelace,ada@town.example,Open,")
    assert len(lines) == 2


def test_an_administrator_closes_an_account_and_the_person_is_told(administrator, sent):
    user = make_user(first_name="Ada", last_name="Lovelace", email="ada@town.example")

    page = administrator.get(f"/accounts/{user.id}/close").submit("Close the account").follow()

    assert page.has("The account is closed.")
    assert page.h1 == "Closed account"
    assert "ada@town.example" not in page.html
    assert "An administrator of the platform has closed" in sent()[-1].text


def test_what_hinders_is_said_to_administrators_too(administrator):
    town = make_body(name="Town")
    user = make_member(town, Role.ADMINISTRATOR)
    make_member(town)

    page = administrator.get(f"/accounts/{user.id}/close")

    assert page.has("Town would have no administrator any more")
    assert "Close the account</button>" not in page.html


def test_a_reset_link_is_shown_once_and_kept_nowhere(administrator, browser):
    user = make_user()

    page = administrator.get(f"/accounts/{user.id}").submit("Copy a link to choose a password")
    page = page.follow()

    link = found(r"(/accounts/reset/[\w-]+)", page.text)
    assert browser.get(link).h1 == "Choose a new password"
    assert link not in administrator.get(f"/accounts/{user.id}").text
    kept = str(db.session.execute(select(RequestKey.location, RequestKey.flashes)).all())
    assert link.rpartition("/")[2] not in kept
    assert db.session.scalars(
        select(Activity.verb).where(Activity.subject_id == user.id)
    ).all() == ["user.reset_link_made"]


def test_with_a_mail_server_nobody_copies_a_link(administrator, with_settings):
    user = make_user()
    with_settings(mail_server="mail.example")

    page = administrator.get(f"/accounts/{user.id}")

    assert "Copy a link" not in page.html
    token = administrator.token()
    posted = administrator.post(f"/accounts/{user.id}/reset-link", data={"csrf_token": token})
    assert posted.status == 403


def test_one_does_not_close_ones_own_account_from_the_list(sign_in):
    own = make_administrator()
    make_administrator()

    page = sign_in(own).get(f"/accounts/{own.id}")

    assert "Close the account…" not in page.html


def test_the_list_says_when_an_account_was_last_used(administrator):
    user = make_user(first_name="Ada", last_name="Lovelace")
    session, _key = services.open_session(user, "Firefox")
    session.last_seen_at = now() - timedelta(days=3)
    db.session.commit()

    page = administrator.get("/accounts/?text=ada")

    (row,) = page.root.iterfind(".//tbody/tr")
    assert "".join(row.findall("td")[-1].itertext()).strip()
