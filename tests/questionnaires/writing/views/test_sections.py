"""A section and its state, as who writes it meets them: mistakes, what is optional, an old session."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.accounts.models import UserSession
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import Answer
from tests.factories.accounts import PASSWORD
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.files import PDF
from tests.factories.territories import make_territory
from tests.page import Page

pytestmark = pytest.mark.usefixtures("in_english")

Opened = Callable[..., Page]
HERE = {"Origin": "http://localhost"}


@pytest.fixture
def organisation() -> Any:
    return make_body()


@pytest.fixture
def member(organisation: Any) -> Any:
    return make_member(organisation, password=PASSWORD)


@pytest.fixture
def opened(sign_in: Any, member: Any) -> Opened:
    """Open a page as a member."""
    return lambda path: sign_in(member).get(path)


@pytest.fixture
def draft(organisation: Any, member: Any) -> str:
    """The address of a draft."""
    return f"/applications/{make_application(organisation=organisation, by=member).id}"


def test_mistakes_are_saved_and_listed_before_going_on(opened: Opened, draft: str) -> None:
    page = opened(f"{draft}/section?number=6").submit(
        "Save and continue", **{"answer-total_cost": "-5", "answer-requested_amount": "a lot"}
    )
    page = page.follow()

    assert page.h1 == "Budget"
    assert page.has("Your answers are saved.")
    assert page.errors == [
        "Total cost of the project: An amount cannot be negative.",
        "Amount requested: Enter an amount in euros, for example 12 500 or 12 500,50.",
    ]
    assert page.links[page.errors[0]] == "#answer-total_cost"
    right = {"answer-total_cost": "5", "answer-requested_amount": "3"}
    assert page.submit("Save and continue", **right).follow().h1 == "Expected results"


def test_a_missing_answer_stops_nobody_from_going_on(opened: Opened, draft: str) -> None:
    page = opened(f"{draft}/section?number=6").submit("Save and continue").follow()

    assert page.h1 == "Expected results"
    assert page.errors == []


def test_a_section_without_requirement_is_optional_until_something_is_there(
    opened: Opened, draft: str
) -> None:
    assert opened(f"{draft}/tasks").has("Nothing is required here Optional")

    page = opened(f"{draft}/section?number=8")
    page.submit("Save", **{"answer-deliberation": (BytesIO(PDF), "council.pdf")})

    assert not opened(f"{draft}/tasks").has("Optional")


def test_what_was_typed_when_the_session_was_over_comes_back(
    opened: Opened, draft: str, member: Any
) -> None:
    path = f"{draft}/section?number=2"
    page = opened(path)
    data = {
        "csrf_token": page.value("csrf_token"),
        "answer-context-mark": page.value("answer-context-mark"),
        "answer-context": "Three valleys and a pass.",
    }
    db.session.execute(sa.update(UserSession).values(ended_at=now()))
    db.session.commit()

    page = page.browser.post(path, data=data, headers=HERE)
    assert page.has("What you wrote is kept for one hour")
    page = page.follow("Sign in and continue")
    page = page.submit("Sign in", email=member.email, password=PASSWORD).follow()

    assert page.h1 == "Context and actions"
    assert page.value("answer-context") == "Three valleys and a pass."


def test_an_answer_too_long_to_be_kept_stays_on_the_page(
    opened: Opened, organisation: Any, member: Any
) -> None:
    application = make_application(organisation=organisation, by=member)
    page = opened(f"/applications/{application.id}/section?number=1")

    page = page.submit("Save", **{"answer-title": "x" * 2001, "answer-summary": "A square."})

    assert page.status == 422
    assert page.has("An answer is too long to be kept: nothing of this page is saved.")
    assert page.has("This text is too long: 2,000 characters at most.")
    assert page.value("answer-title") == "x" * 2001
    assert page.value("answer-summary") == "A square."


@pytest.mark.parametrize(
    ("typed", "drawn"), [("12 mars 2027", "text"), ("soon", "text"), ("2027-03-12", "date")]
)
def test_words_in_a_date_stay_in_its_box_when_a_page_is_refused(
    opened: Opened, draft: str, typed: str, drawn: str
) -> None:
    page = opened(f"{draft}/section?number=5")

    page = page.submit("Save", **{"answer-starts_on": typed, "answer-ends_on": "x" * 2001})

    assert page.status == 422
    (box,) = page.all("input", id="answer-starts_on")
    assert (box.get("type"), box.get("value")) == (drawn, typed)


def test_the_types_are_told_before_a_document_is_chosen(opened: Opened, draft: str) -> None:
    page = opened(f"{draft}/section?number=8")

    assert page.has("PDF, DOCX, XLSX, ODT, ODS, PNG, JPG; 25 MB at most.")
    (box,) = page.all("input", id="answer-deliberation")
    assert ".docx" in str(box.get("accept"))


@pytest.mark.parametrize(
    ("territory", "typed", "shown"),
    [
        ("commune:98818", "27 12 34", "+687 27.12.34"),
        ("epci:249740119", "0976 12 34 56", "+262 976 12 34 56"),
    ],
)
def test_a_telephone_number_is_read_where_the_applicant_is(
    opened: Opened, draft: str, organisation: Any, territory: str, typed: str, shown: str
) -> None:
    organisation.territory_id = make_territory(territory).id
    db.session.commit()

    opened(f"{draft}/section?number=4").submit(
        "Save and continue", **{"answer-contact_phone": typed}
    )

    kept = shown.replace(" ", "").replace(".", "")
    assert kept in db.session.scalars(sa.select(Answer.value)).all()
    assert f'value="{shown}"' in opened(f"{draft}/section?number=4").html
