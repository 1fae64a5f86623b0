"""The expected profile taken away, and sent badly."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
import time_machine

from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.iso37101 import frame
from tests.factories.calls import make_call, make_funder, make_officer
from tests.page import fields_of

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Un titre <b>&amp; très</b> long " * 6


def read_svg(page) -> ET.Element:
    return ET.fromstring(page.response.get_data(as_text=True))  # noqa: S314  # our own answer


@time_machine.travel("2026-11-22T10:00:00Z", tick=False)
def test_the_image_stands_alone_and_reads(browser):
    call = make_call("open", reference="DVD-2026", title=LONG[:190])
    db.session.commit()
    browser.language = "fr"

    page = browser.get(f"/calls/{call.id}/expected-profile.svg")

    root = read_svg(page)
    assert page.response.mimetype == "image/svg+xml"
    assert page.response.headers["Content-Disposition"] == (
        "attachment; filename=profil-attendu-DVD-2026-2026-11-22.svg"
    )
    assert LONG[:190].strip() in (root.findtext(f"{SVG}title") or "")
    texts = ["".join(each.itertext()).split() for each in root.iter(f"{SVG}text")]
    assert texts.count(["3", "Attendu"]) == 2
    assert texts.count(["2", "Souhaité"]) == 2
    assert len(list(root.iter(f"{SVG}pattern"))) == 19
    assert len(list(root.iter(f"{SVG}g"))) == 72
    assert not list(root.iter(f"{SVG}style"))
    assert not [each for each in root.iter() if "style" in each.attrib or "class" in each.attrib]


@time_machine.travel("2026-11-22T10:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("language", "name", "heading", "word"),
    [
        ("fr", "profil-attendu", "Finalité", "Attendu"),
        ("en", "expected-profile", "Purpose", "Required"),
    ],
)
def test_the_table_has_72_lines_in_the_language_of_the_reader(
    browser, language, name, heading, word
):
    call = make_call("open", reference="DVD-2026")
    db.session.commit()
    browser.language = language

    page = browser.get(f"/calls/{call.id}/expected-profile.csv")

    content = page.response.get_data()
    lines = list(
        csv.reader(
            io.StringIO(content.decode("utf-8-sig")), delimiter={"fr": ";", "en": ","}[language]
        )
    )
    with in_language(language):
        cell = frame().cell("resilience", "mobility")
        wanted = [cell.purpose.label, cell.domain.label, "3", word, cell.prompt]
    assert content.startswith("\ufeff".encode())
    assert page.response.headers["Content-Disposition"] == (
        f"attachment; filename={name}-DVD-2026-2026-11-22.csv"
    )
    assert len(lines) == 73
    assert lines[0][0] == heading
    assert wanted in lines


@pytest.mark.parametrize("end", ["svg", "csv"])
def test_a_download_takes_three_queries(browser, end, count_queries):
    call = make_call("open")
    db.session.commit()

    with count_queries() as statements:
        page = browser.get(f"/calls/{call.id}/expected-profile.{end}")

    assert page.status == 200
    assert len(statements) == 3


@pytest.fixture
def officer_page(sign_in):
    funder = make_funder()
    call = make_call("draft", funder=funder, cells=[("resilience", "mobility", 3)])
    officer = make_officer(funder, language="en")
    db.session.commit()
    return sign_in(officer).get(f"/calls/{call.id}/expected-profile")


@pytest.mark.parametrize(
    "bad",
    [
        {"expected-resilience--mobility": "1"},
        {"expected-resilience--mobility": ""},
        {"expected-resilience--mobility": "-1"},
    ],
)
def test_bad_cells_are_answered_422_and_nothing_is_lost(officer_page, bad):
    page = officer_page.submit("Save", **bad, **{"expected-wellbeing--health": "2"})

    assert page.status == 422
    assert page.has("Choose in the lists.")
    assert page.value("expected-wellbeing--health") == "2"
    assert page.value("expected-resilience--mobility") == "3"


def test_a_cell_that_does_not_exist_is_answered_422(officer_page):
    form = officer_page.all("form", method="post")[-1]
    data = fields_of(form)
    data.setlist("expected-glory--mobility", ["3"])
    data.setlist("expected-wellbeing--health", ["2"])

    page = officer_page.browser.post(officer_page.browser.here, data=data)

    assert page.status == 422
    assert page.value("expected-wellbeing--health") == "2"


def test_the_public_page_leads_to_both(browser):
    call = make_call("open")
    db.session.commit()

    page = browser.get(f"/calls/{call.id}")

    assert f"/calls/{call.id}/expected-profile.svg" in page.links.values()
    assert f"/calls/{call.id}/expected-profile.csv" in page.links.values()


def test_the_picture_is_light_and_says_every_cell_in_words(browser):
    call = make_call("open")
    db.session.commit()
    browser.language = "en"

    page = browser.get(f"/calls/{call.id}")

    start = page.html.index("data-matrix ")
    assert len(page.html[start : page.html.index("</details>", start)]) < 30_000
    for cell in frame().cells:
        with in_language("en"):
            assert page.has(cell.prompt)
