"""The largest text of each box, everywhere: then every page, document and export is quick.

Each answer takes less than a second: of processor time of this process, which a busy machine changes
little. Documents are made by other processes, for which a page waits half a second at most and then
says that they are being made: the test asks again until they are there.
"""

import json
from collections.abc import Collection
from datetime import timedelta
from itertools import cycle

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from callforprojects.applications import services as applications
from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.applications.queries import application_to_submit
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside.pdf import workers
from callforprojects.core.text.cleaning import LONGEST_TEXT
from callforprojects.core.text.rich_text import markdown_to_html
from callforprojects.iso37101.frame import frame
from callforprojects.questionnaires.models import AnswerSet
from callforprojects.questionnaires.types.matrix import DEFAULT_CELLS, LONGEST_ARGUMENT
from tests.access.contents import complete
from tests.access.sending import SENDINGS
from tests.access.table import Row, rows
from tests.access.walk import Walk
from tests.access.world import (
    APPLICANT,
    GUEST,
    JUROR,
    OFFICER,
    OTHER_APPLICANT,
    ROLES,
    World,
    build as build_world,
)
from tests.factories.applications import fill
from tests.hostile.boxes import NOTHING_TO_TYPE
from tests.hostile.largest import LINES, MARKED, TEXTS, Visits, largest, spread

pytestmark = pytest.mark.usefixtures("one_engine")

READERS = (GUEST, APPLICANT, JUROR, OFFICER)
MARKDOWN = ("[a](b", f"{'> ' * 40}\n", "**_`", f"{'|' * 60}\n", f"{'- ' * 40}\n")
SECTIONS = range(1, 9)
# These close pages to others: last, and about what the others do not need.
CLOSING = {
    "juries.conflict": (OFFICER, "filed by another"),
    "juries.step_back": (OFFICER, "filed by another"),
    "applications.withdraw": (OTHER_APPLICANT, "filed by another"),
    "calls.cancel": (OFFICER, "open call"),
}
# What lets every box of a form be filled.
WITH = {"selection.decide": {"outcome": "selected_with_conditions", "amount": "1"}}
OPTIONS = "\n".join(f"{number:02}{largest('m', 298)}" for number in range(60))
CHOICE = {"?type": "choice", "options": OPTIONS}
# No text of any sort: addresses to sign in with, a box of one announcement in excess; the texts of
# a zone are typed where one is created, and two of one funder have not the same name.
APART = {"accounts.sign_in", "selection.announce", "organisations.replace_zone"}
TITLE = 120  # signs of a title that is filed
ASKED_AGAIN = 240  # half a second each, on a machine that does other things too
LONGEST_QUERY = 4000  # signs: gunicorn refuses longer addresses
SHOWING = 150  # answers at least that show a text at its largest
READ_BY_OTHERS = {
    row.endpoint
    for row in rows()
    if any(row.statuses[ROLES.index(role)] == 200 for role in READERS)
}


@pytest.fixture
def visits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Visits:
    monkeypatch.setattr(workers, "_DEADLINE", 100)
    world = build_world()
    complete(world)
    file_largest(world)
    return Visits(Walk(app, world))


def test_the_largest_texts_slow_nothing_down(visits: Visits) -> None:
    doors = visits.walk.doors()
    forms = [e for e in SENDINGS if ("GET", e) in doors and e not in NOTHING_TO_TYPE | APART]
    for endpoint in sorted(set(forms) - set(CLOSING)):
        role, subject, typed = SENDINGS[endpoint]
        sending = role, subject, typed | WITH.get(endpoint, {})
        assert visits.send_largest(endpoint, sending), endpoint
    assert visits.send_largest("calls.create_question", (OFFICER, "section", CHOICE))
    for number in SECTIONS:
        visits.send_largest("applications.section", (APPLICANT, "draft", {"?number": str(number)}))
    for sort in TEXTS:
        assert autosave(visits, largest(sort, LONGEST_TEXT)[::-1], stale=True) == (409, "conflict")
        assert autosave(visits, largest(sort, LONGEST_TEXT + 1)) == (422, "refused")
    spread()
    describe_calls()

    search(visits)
    shown = read(visits)
    for endpoint, (role, subject) in CLOSING.items():
        assert visits.send_largest(endpoint, (role, subject, SENDINGS[endpoint][2])), endpoint
    shown += read(visits, {subject for _role, subject in CLOSING.values()})

    assert visits.slow == {}
    assert shown > SHOWING


def file_largest(world: World) -> None:
    """File the application of the closed call again, with the longest answers that can be filed."""
    by = world.people[APPLICANT]
    application = application_to_submit(world.subjects["filed"])  # type: ignore[arg-type]  # it is an identifier
    closed_at = application.call.closes_at
    application.call.current_round.closes_at = now() + timedelta(days=1)
    application.status, application.submitted_at = ApplicationStatus.DRAFT, None
    application.reference = None
    _leave_answers_to_draft(application)
    fill(application, largest_answers(), by=by)
    applications.submit_application(application, by=by)
    application.call.current_round.closes_at = closed_at
    db.session.commit()


def _leave_answers_to_draft(application: Application) -> None:
    """What was filed is its text; its set of answers is written in again, as no page does."""
    filed = sa.select(Submission.revision_id).where(Submission.application_id == application.id)
    answer_set = AnswerSet(revision_id=db.session.scalars(filed).one())
    db.session.add(answer_set)
    db.session.flush()
    table = Submission.__table__
    db.session.execute(
        sa.update(table)
        .where(table.c.application_id == application.id)
        .values(answer_set_id=answer_set.id)
    )


def largest_answers() -> dict[str, str]:
    """Every sort of text among the long answers, and as many arguments as a matrix takes."""
    keys = ("summary", "context", "objectives", "actions", "governance", "partners", "cofunding")
    sorts = cycle(TEXTS)
    claims = [
        {
            "purpose": cell.purpose.code,
            "domain": cell.domain.code,
            "level": 1,
            "argument": largest(next(sorts), LONGEST_ARGUMENT),
        }
        for cell in frame().cells[:DEFAULT_CELLS]
    ]
    return {
        **{key: largest(next(sorts), LONGEST_TEXT) for key in (*keys, "expected_results")},
        "title": largest(MARKED, TITLE),
        "matrix": json.dumps(claims),
    }


def describe_calls() -> None:
    """Each call of the world has another sort of Markdown."""
    sorts = cycle(MARKDOWN)
    for call in db.session.scalars(sa.select(Call)):
        call.description = largest(next(sorts), LONGEST_TEXT)
        call.description_html = markdown_to_html(call.description)
    db.session.commit()


def autosave(visits: Visits, text: str, *, stale: bool = False) -> tuple[int, str]:
    """Send one answer by itself; `stale` when it was written from another than what is kept."""
    data = {"answer-context": text, "csrf_token": visits.walk.keys[APPLICANT].token}
    if stale:
        data["answer-context-mark"] = "0" * 16
    sent = {"query_string": {"question": "context"}, "data": data}
    answer = visits.ask(APPLICANT, "POST", "applications.answer", "draft", **sent)
    return answer.status_code, (answer.json or {})["state"]


def search(visits: Visits) -> None:
    """Look for the largest text that a server takes in an address."""
    for endpoint, name in (("calls.index", "text"), ("territories.search", "q")):
        for sort in LINES:
            query = {name: largest(sort, LONGEST_QUERY)}
            answer = visits.ask(GUEST, "GET", endpoint, "", query_string=query)
            assert answer.status_code in {200, 422}, endpoint


def read(visits: Visits, subjects: Collection[str] = ()) -> int:
    """Open every page, about everything or about these; how many show a text at its largest."""
    shown = 0
    for row in rows():
        for role in readers(row) if not subjects or row.subject in subjects else ():
            shown += is_large(open_page(visits, role, row.endpoint, row.subject))
    return shown


def readers(row: Row) -> list[str]:
    """Who opens a page; the administrator where none of the others ever does."""
    able = [role for role, status in zip(ROLES, row.statuses, strict=True) if status == 200]
    found = [role for role in able if role in READERS]
    is_apart = not found and row.endpoint not in READ_BY_OTHERS
    return (able[-1:] if is_apart else found) if row.method == "GET" else []


def open_page(visits: Visits, role: str, endpoint: str, subject: str) -> TestResponse:
    """A page; a list in both formats; a document once it is made."""
    answer = visits.ask(role, "GET", endpoint, subject)
    assert answer.status_code < 500, f"{role}: {endpoint} {subject}"
    if answer.mimetype == "text/csv":
        book = visits.ask(role, "GET", endpoint, subject, query_string={"format": "xlsx"})
        assert book.status_code == 200
    for _ in range(ASKED_AGAIN):
        if answer.status_code != 202:
            break
        answer = visits.ask(role, "GET", endpoint, subject)
    assert answer.status_code not in {202, 503}, f"{role}: {endpoint} {subject} is never made"
    return answer


def is_large(answer: TestResponse) -> bool:
    if not (answer.mimetype or "").startswith("text/"):
        return False
    return any(sort * 50 in answer.text for sort in ("m", "😀", "[a](b"))
