"""« Am I eligible? »: the answer before any account."""

import pytest

from callforprojects.core.database import db
from tests.factories.calls import make_call
from tests.factories.territories import RENNES, make_territory


def test_page_of_an_open_call_leads_to_the_question(browser):
    call = make_call("open")

    page = browser.get(f"/calls/{call.id}").follow("Am I eligible?")

    assert page.h1 == "Am I eligible?"
    assert not page.has("you may")


@pytest.mark.parametrize(
    ("stage", "asked", "verdict"),
    [
        ("open", "commune", "Yes, you may apply"),
        ("open", "entreprise", "No, you may not apply"),
        ("upcoming", "commune", "Yes, once the call is open"),
        ("closed", "commune", "No, you may not apply"),
        ("cancelled", "commune", "No, you may not apply"),
    ],
)
def test_type_of_organisation_gets_its_answer(browser, stage, asked, verdict):
    call = make_call(stage, territory_types=["commune"])

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory_type=asked)

    assert page.has(verdict)


def test_territory_is_understood_by_its_name(browser):
    make_territory(RENNES)
    call = make_call("open", territory_types=["commune"], scales=["city"])

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory="Rennes")

    assert page.has("Rennes (Municipality): this type of applicant is accepted.")
    assert page.has("The aid asked for: €500,000 at most.")
    assert page.links["Apply"].endswith(f"/start/{call.id}")


def test_territory_that_is_none_is_said_so(browser):
    call = make_call("open")

    page = browser.get(f"/calls/{call.id}/eligibility").submit("Check", territory="Atlantis")

    assert page.has("Choose a territory in the list of suggestions.")
    assert not page.has("you may apply")


@pytest.mark.parametrize("count", [1, 3])
def test_answer_takes_a_constant_number_of_queries(browser, count, count_queries):
    call = make_call("open", weights=(10,) * count)
    url = f"/calls/{call.id}/eligibility?territory_type=commune"
    db.session.commit()

    with count_queries() as statements:
        browser.get(url)

    assert len(statements) == 5
