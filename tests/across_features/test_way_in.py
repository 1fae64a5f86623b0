"""From the page of a call to a draft, for somebody who has no account and no organisation.

Each page says where it leads, and the call is never lost, in whichever browser the mail is opened.
"""

import pytest

from callforprojects.organisations.models import Role
from tests.browser import Browser
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.applications import ANSWERS, make_application, make_body, make_open_call
from tests.factories.calls import make_call
from tests.factories.organisations import make_member, make_organisation
from tests.factories.territories import make_territory
from tests.finding import found

LEADS = "This step leads to your application to “Cool yards”."
NAMES = {"first_name": "Anne", "last_name": "Roux", "password": PASSWORD}


@pytest.fixture
def call():
    return make_open_call(title="Cool yards")


def link_in(message):
    return found(r"http://127\.0\.0\.1:5000(\S+)", message.text)


def sign_in_page(browser, call):
    page = browser.get(f"/calls/{call.id}").follow("Apply").follow()
    assert (page.h1, page.has(LEADS)) == ("Sign in", True)
    return page


def test_from_the_call_to_a_draft_without_account_nor_organisation(app, browser, call, sent):
    make_territory()
    page = sign_in_page(browser, call).follow("Create an account")
    assert page.has(LEADS)
    page = page.submit("Create my account", email="anne@town.example").follow()
    assert (page.h1, page.has(LEADS)) == ("Check your e-mail", True)

    elsewhere = Browser(app)
    page = elsewhere.get(link_in(sent()[0]))
    assert (page.h1, page.has(LEADS)) == ("Open your account", True)
    page = page.submit("Open my account", **NAMES).follow()
    assert page.h1 == "Begin an application"

    page = page.follow("First, your organisation")
    assert page.has(LEADS)
    page = page.follow("A territory")
    assert page.has(LEADS)
    page = page.submit("Register", territory="Rennes").follow()
    assert (page.h1, page.has(LEADS)) == ("Begin an application", False)
    assert page.has("It will be filed once the organisation is accredited.")
    page = page.submit("Begin").follow()

    assert page.has("Your draft is created.")
    assert page.has("Rennes is not accredited yet: you can write, and file once it is.")
    assert page.follow("What becomes of the accreditation request").h1.startswith("Accreditation")


def test_what_is_not_accredited_checks_its_draft_and_is_offered_no_filing(sign_in, call):
    town = make_body(accredited_at=None)
    agent = make_member(town, Role.EDITOR)
    draft = make_application(call=call, organisation=town, by=agent, answers=ANSWERS)

    page = sign_in(agent).get(f"/applications/{draft.id}/check")

    assert page.has("Everything required is answered.")
    assert page.has("is not accredited yet")
    assert not page.has("File the application")
    assert "What becomes of the accreditation request" not in page.links


def test_the_directory_and_the_page_of_an_organisation_keep_the_call(sign_in, call):
    make_organisation(name="Atelier du fleuve")
    way = f"next=/applications/start/{call.id}"
    browser = sign_in(make_user(email="anne@fleuve.example"))

    page = browser.get(f"/organisations/?{way}&text=atelier")
    assert page.has(LEADS)
    assert f'name="next" value="/applications/start/{call.id}"' in page.html
    page = page.follow("Atelier du fleuve")
    assert page.has(LEADS)
    page = page.follow("Ask to join")
    assert page.has(LEADS)
    page = page.submit("Send my request").follow()

    assert page.has(LEADS)
    assert page.links["Go there now"] == f"/applications/start/{call.id}"


def test_a_forgotten_password_leads_back_to_the_call(app, browser, call, sent):
    make_member(make_organisation(), Role.EDITOR, user=make_user(email="anne@town.example"))
    page = sign_in_page(browser, call).follow("Forgotten password")
    page = page.submit("Send me a link", email="anne@town.example").follow()
    assert page.has(LEADS)

    elsewhere = Browser(app)
    page = elsewhere.get(link_in(sent()[0]))
    assert page.has(LEADS)
    page = page.submit("Change the password", password=PASSWORD).follow()
    assert page.has(LEADS)
    page = page.submit("Sign in", email="anne@town.example", password=PASSWORD).follow()

    assert page.h1 == "Begin an application"


@pytest.mark.parametrize(
    "next_path",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/x\r\nSet-Cookie: a=b"],
)
def test_no_page_leads_to_another_site(sign_in, next_path):
    make_territory()
    browser = sign_in(make_user())

    page = browser.get("/organisations/create-territory", query_string={"next": next_path})
    assert "evil" not in " ".join(page.links.values())
    done = browser.post(
        "/organisations/create-territory",
        query_string={"next": next_path},
        data={"csrf_token": browser.token(), "territory": "Rennes"},
    )

    assert done.location.startswith("/organisations/")


def test_a_call_that_is_not_published_is_named_nowhere(browser):
    draft = make_call("draft", title="The secret")

    page = browser.get(f"/accounts/sign-in?next=/applications/start/{draft.id}")

    assert not page.has("The secret")


def test_the_start_says_who_may_apply_and_leads_to_the_conditions(sign_in):
    opened = sign_in(make_user()).get
    call = make_open_call(territory_types=["commune", "departement"])
    everybody = make_open_call(territory_types=[])

    page = opened(f"/applications/start/{call.id}")

    assert page.has("Who may apply Municipality Department")
    assert page.links["Is my organisation eligible?"] == f"/calls/{call.id}/eligibility"
    assert opened(f"/applications/start/{everybody.id}").has("Every territory and every partner")
