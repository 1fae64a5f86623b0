"""Stepping back from a file is total: on every address and in every export it is not there.

The juror, an officer without any seat in the jury and an administrator of the platform who is also
an officer have stepped back from the file of Town B. The other officer is here a colleague who has
not.
"""

import contextvars
import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask

from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from callforprojects.core.web.limits import limiter
from callforprojects.messages.models import Message
from callforprojects.organisations.models import Organisation, Role
from callforprojects.selection.models import Decision
from tests.access import world as worlds
from tests.access.table import Row, rows
from tests.access.walk import Walk, keep_nothing
from tests.access.world import ADMINISTRATOR, JUROR, OFFICER, OTHER_OFFICER, World
from tests.databases import empty_tables
from tests.factories.calls import make_officer
from tests.factories.juries import make_conflict
from tests.factories.organisations import make_member

FILE = "filed by another"
WITHDRAWN = (JUROR, OFFICER, ADMINISTRATOR)
TABLE = rows()
# The directory of organisations names every town, and what each one did to itself.
DIRECTORY = ("organisations.", "territories.")
EXPORTS = (
    ("applications.download", "closed call"),
    ("juries.download", "closed call"),
    ("juries.download_assignments", "closed call"),
    ("reviews.download", ""),
    ("reviews.download_results", "closed call"),
    ("selection.export", "closed call"),
    ("archives.slip", "closed call"),
)


@pytest.fixture(scope="module")
def walk(application: Flask) -> Iterator[Walk]:
    with application.app_context(), pytest.MonkeyPatch.context() as patch:
        ready = Walk(application, _world())
        db.session.remove()
        keep_nothing(patch)
        yield ready
        db.session.remove()
        empty_tables()
    limiter.reset()


def _world() -> World:
    world = worlds.build()
    file = db.session.get_one(Application, world.subjects[FILE])
    world.people[OTHER_OFFICER] = make_officer(
        db.session.get_one(Organisation, world.subjects["funder"]),
        first_name="Camille",
        last_name="Sansconflit",
    )
    funder = db.session.get_one(Organisation, world.subjects["funder"])
    make_member(funder, Role.EDITOR, user=world.people[ADMINISTRATOR])
    for role in (OFFICER, ADMINISTRATOR):
        make_conflict(world.people[role], file)
    decision = db.session.query(Decision).filter_by(application_id=file.id).one()
    world.know(letter_about_it=db.session.query(Message).filter_by(about_id=decision.id).first())
    world.names = [str(file.reference), file.title, "Town B"]
    db.session.commit()
    return world


@pytest.mark.parametrize(("endpoint", "subject"), EXPORTS)
@pytest.mark.parametrize("role", WITHDRAWN)
@pytest.mark.parametrize("wanted", ["csv", "xlsx"])
def test_no_export_names_the_file(walk: Walk, role, endpoint, subject, wanted) -> None:
    text = _downloaded(walk, role, endpoint, walk.world.subjects.get(subject), wanted)

    assert [name for name in walk.world.names if name in text] == []


@pytest.mark.parametrize("wanted", ["csv", "xlsx"])
def test_an_export_of_a_colleague_names_it(walk: Walk, wanted) -> None:
    """Without this, the test above could read nothing at all."""
    call = walk.world.subjects["closed call"]

    text = _downloaded(walk, OTHER_OFFICER, "applications.download", call, wanted)

    assert [name for name in walk.world.names if name not in text] == []


@pytest.mark.usefixtures("one_engine")  # the same templates; addresses and exports on both
@pytest.mark.parametrize("role", WITHDRAWN)
def test_no_page_names_the_file(walk: Walk, role) -> None:
    """Neither what is read, nor what comes back when a form is sent."""
    naming = {
        f"{row} names {name}"
        for row in TABLE
        for name in walk.world.names
        if name in _text(walk, role, row)
        and not (name == "Town B" and row.endpoint.startswith(DIRECTORY))
    }

    assert naming == set()


@pytest.mark.usefixtures("one_engine")
def test_the_pages_of_a_colleague_name_it(walk: Walk) -> None:
    naming = {
        row.endpoint for row in TABLE if walk.world.names[1] in _text(walk, OTHER_OFFICER, row)
    }

    assert naming >= {
        "applications.index",
        "applications.detail",
        "juries.assignments",
        "juries.detail",
        "reviews.results",
        "selection.ranking",
        "selection.decisions",
    }


@pytest.mark.parametrize("role", WITHDRAWN)
def test_no_address_of_the_file_opens(walk: Walk, role) -> None:
    about = {
        "application_id": walk.world.subjects[FILE],
        "message_id": walk.world.subjects["letter about it"],
        "file_id": walk.world.subjects["document of another"],
    }
    doors = [
        (method, rule.endpoint, about[argument])
        for rule in walk.rules()
        for argument in rule.arguments & set(about)
        for method in (rule.methods or set()) & {"GET", "POST"}
    ]

    opened = {
        f"{method} {endpoint}": status
        for method, endpoint, identifier in doors
        if (status := walk.ask(role, method, endpoint, identifier).status) not in {403, 404}
    }

    assert len(doors) > 30
    assert opened == {}


@pytest.mark.parametrize("role", [OFFICER, ADMINISTRATOR])
@pytest.mark.parametrize(
    "endpoint",
    ["selection.letters", "selection.announce", "juries.distribution", "reviews.remind"],
)
def test_what_covers_the_file_is_refused_and_says_who_can(walk: Walk, role, endpoint) -> None:
    call = walk.world.subjects["closed call"]

    page = walk.ask(role, "GET", endpoint, call)
    sent = walk.ask(role, "POST", endpoint, call)

    assert (page.status, sent.status) == (200, 422)
    assert "You have recused yourself from 1 file of this call" in page.text
    assert "Camille Sansconflit" in page.text
    assert "<button" not in page.text.partition("<main")[2].partition("</main>")[0]


def test_a_colleague_prepares_the_letters(walk: Walk) -> None:
    call = walk.world.subjects["closed call"]

    assert walk.ask(OTHER_OFFICER, "POST", "selection.letters", call).status == 302


def _text(walk: Walk, role: str, row: Row) -> str:
    subject = walk.world.subjects[row.subject] if row.subject else None
    return walk.ask(role, row.method, row.endpoint, subject).text


def _downloaded(walk: Walk, role: str, endpoint: str, identifier: object, wanted: str) -> str:
    """The text of an export, whatever its format; empty when it is refused."""
    address = f"{walk.address(endpoint, identifier)}?format={wanted}"
    client = walk.app.test_client(use_cookies=False)
    headers = {"Cookie": walk.keys[role].cookie, "Accept-Language": "en"}
    response = contextvars.Context().run(client.get, address, headers=headers)
    content = response.get_data()
    if response.status_code != 200:
        return ""
    if wanted == "csv":
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())
