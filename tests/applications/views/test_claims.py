"""The claims of an application: filled in, sent badly, taken away."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest

from callforprojects.core.data.database import db
from callforprojects.questionnaires.queries import answers_of
from tests.factories.applications import make_application, make_body, make_member
from tests.page import fields_of

pytestmark = pytest.mark.usefixtures("in_english")

CELL = "claim-environment--mobility"
MATRIX = json.dumps(
    [
        {
            "purpose": "environment",
            "domain": "mobility",
            "level": 3,
            "argument": "=HYPERLINK(0) fewer cars",
        },
        {"purpose": "cohesion", "domain": "health", "level": -1, "argument": "Dust, then masks."},
    ]
)


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation, language="en")


@pytest.fixture
def section(organisation, member, sign_in):
    """The page of the matrix of a draft that claims two cells."""
    draft = make_application(organisation=organisation, by=member, answers={"matrix": MATRIX})
    return sign_in(member).get(f"/applications/{draft.id}/section?number=3")


def claims_of(application):
    db.session.expire_all()
    return {
        (c.purpose, c.domain): (c.level, c.argument)
        for c in answers_of(application.answer_set_id).claims
    }


def test_levels_and_arguments_are_plain_fields(section):
    assert section.value(f"{CELL}-level") == "3"
    assert section.value(f"{CELL}-argument") == "=HYPERLINK(0) fewer cars"
    assert section.value("claim-cohesion--health-level") == "-1"
    assert section.value("claim-cohesion--culture-level") == "0"
    assert section.has("Cells claimed: 2 of 12 at most")


def test_an_argument_without_a_level_is_kept(section):
    page = section.submit("Save", **{f"{CELL}-level": "0"}).follow()

    assert page.value(f"{CELL}-argument") == "=HYPERLINK(0) fewer cars"
    assert page.has("choose a contribution, or remove the text.")


@pytest.mark.parametrize(
    "bad",
    [
        {f"{CELL}-level": "4"},
        {f"{CELL}-level": "much"},
    ],
)
def test_what_no_list_offers_is_answered_422_and_nothing_is_lost(section, bad):
    page = section.submit("Save", **bad, **{"claim-wellbeing--health-argument": "Calm."})

    assert page.status == 422
    assert page.has("The matrix could not be read. Choose the levels in the lists.")
    assert page.value("claim-wellbeing--health-argument") == "Calm."
    assert page.value(f"{CELL}-argument") == "=HYPERLINK(0) fewer cars"
    assert page.value("claim-cohesion--health-level") == "-1"


@pytest.mark.parametrize("name", ["claim-glory--mobility-level", "claim-glory--x-argument"])
def test_a_cell_that_does_not_exist_is_answered_422(section, name):
    form = next(f for f in section.root.iter("form") if "section" in f.get("action", ""))
    data = fields_of(form)
    data.setlist(name, ["2"])
    data.setlist("claim-wellbeing--health-argument", ["Calm."])

    page = section.browser.post(section.browser.here, data=data)

    assert page.status == 422
    assert page.value("claim-wellbeing--health-argument") == "Calm."


def test_more_cells_than_the_limit_are_counted(section):
    many = {f"claim-resilience--{d}-level": "1" for d in ("mobility", "health", "culture")}
    many |= {f"claim-resources--{d}-level": "2" for d in ("mobility", "health", "culture")}
    many |= {f"claim-wellbeing--{d}-level": "2" for d in ("mobility", "health", "culture")}
    many |= {f"claim-attractiveness--{d}-level": "2" for d in ("mobility", "health", "culture")}

    page = section.submit("Save", **many).follow()

    assert page.has("Cells claimed: 14 of 12 at most")
    assert page.has("2 cells too many")


@pytest.mark.parametrize("submitted", [False, True])
def test_the_table_says_levels_expectations_and_arguments(organisation, member, sign_in, submitted):
    application = make_application(
        organisation=organisation, by=member, answers={"matrix": MATRIX}, submitted=submitted
    )

    page = sign_in(member).get(f"/applications/{application.id}/claims.csv")

    text = page.response.get_data().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    found = {line[2]: line for line in lines[1:] if line[2] != "0"}
    assert len(lines) == 73
    assert found["3"][3:7] == ["Major", "3", "Required", "'=HYPERLINK(0) fewer cars"]
    assert found["-1"][3:7] == ["Unwanted", "0", "Out of scope", "Dust, then masks."]
    assert "attachment" in page.response.headers["Content-Disposition"]


def test_the_image_marks_blind_spots(organisation, member, sign_in):
    application = make_application(
        organisation=organisation, by=member, answers={"matrix": MATRIX}, submitted=True
    )

    page = sign_in(member).get(f"/applications/{application.id}/claims.svg")

    root = ET.fromstring(page.response.get_data(as_text=True))  # noqa: S314  # our own answer
    space = "{http://www.w3.org/2000/svg}"
    frames = [r for r in root.iter(f"{space}rect") if r.get("stroke-width") == "2"]
    titles = [each.text for each in root.iter(f"{space}title")]
    assert len(frames) == 1  # resilience x mobility is required, and not claimed
    assert (
        "Social cohesion × Health and care in the community: −1 Unwanted; what the call expects: 0 Out of scope"
        in titles
    )


@pytest.mark.parametrize(("end", "number"), [("svg", 6), ("csv", 6)])
def test_a_download_takes_a_constant_number_of_queries(
    organisation, member, sign_in, count_queries, end, number
):
    application = make_application(organisation=organisation, by=member, submitted=True)
    browser = sign_in(member)
    browser.get("/calls/")

    with count_queries() as statements:
        page = browser.get(f"/applications/{application.id}/claims.{end}")

    assert page.status == 200
    assert len(statements) == number
