"""Each answer is kept by itself: quickly, without overwriting anybody, and never after the deadline."""

import json
from datetime import timedelta
from sys import modules

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.applications import queries
from callforprojects.applications.models import Application
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.differences import differences
from callforprojects.organisations.models import Role
from callforprojects.questionnaires.answering import text_hash
from callforprojects.questionnaires.models import MatrixClaim
from tests.factories.accounts import make_user
from tests.factories.applications import ANSWERS, CLAIMS, make_application, make_body, make_member

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation, first_name="Anne", last_name="Le Bihan")


@pytest.fixture
def draft(organisation, member):
    return make_application(organisation=organisation, by=member, answers={"title": "First"})


@pytest.fixture
def keep(sign_in, draft, member):
    """What the page sends while somebody writes: `keep("title", "Mine")`."""
    browsers = {}
    address = f"/applications/{draft.id}/answer"

    def kept(question, text, *, by=member, before=None, fields=None):
        if by not in browsers:
            browser = sign_in(by)
            browsers[by] = browser, browser.token()
        browser, token = browsers[by]
        data = {"csrf_token": token, **(fields or {f"answer-{question}": text})}
        if before is not None:
            data[f"answer-{question}-mark"] = text_hash(before)
        path = f"{address}?question={question}"
        return browser.post(path, data=data, headers={"Accept": "application/json"}).response

    return kept


def facts(draft) -> Application:
    db.session.expire_all()
    return queries.application_to_submit(draft.id)


def test_an_answer_is_kept_and_its_hour_is_said(keep, draft):
    with time_machine.travel("2026-11-22T13:32:00Z", tick=False):
        draft.call.current_round.closes_at = now() + timedelta(days=1)
        draft.call.current_round.opens_at = now() - timedelta(days=1)
        answer = keep("title", "A square", before="First")

    assert answer.status_code == 200
    assert answer.json["message"] == "Saved at 14:32"
    assert answer.json["version"] == text_hash("A square")
    assert facts(draft).title == "A square"


def test_an_hour_is_said_in_french(keep, member, draft):
    member.language = "fr"

    assert keep("title", "Une place").json["message"].startswith("Enregistré à ")


def test_what_cannot_be_read_is_kept_with_what_is_wrong(keep, draft):
    answer = keep("requested_amount", "a lot")

    assert answer.status_code == 200
    assert answer.json["has_faults"]
    assert "Enter an amount in euros" in answer.json["html"]
    assert facts(draft).requested_amount is None


def test_an_amount_is_a_fact_of_the_application(keep, draft):
    keep("total_cost", "305 000 000 €")

    assert facts(draft).total_cost == Money.euros(305_000_000)


@pytest.mark.parametrize(
    ("question", "before", "text", "count"),
    [("context", None, "A village on a slope.", 8), ("title", "First", "Mine", 9)],
)
def test_an_answer_costs_few_statements(keep, count_queries, question, before, text, count):
    """Session, application, seats, answer held, answer written; a title is copied besides.

    The first three are read twice: before the turn to write, and in it (decision 0029).
    """
    keep("scale", "quartier")  # the browser has signed in

    with count_queries() as statements:
        answer = keep(question, text, before=before)

    assert answer.status_code == 200
    assert len(statements) == count, statements
    assert len(answer.data) < 300


def test_the_same_text_again_writes_nothing(keep, count_queries):
    keep("context", "The same.")

    with count_queries() as statements:
        keep("context", "The same.", before="The same.")

    assert len(statements) == 7, statements


def test_two_tabs_of_one_person(keep):
    keep("title", "From the first tab", before="First")

    answer = keep("title", "From the second tab", before="First")

    assert answer.status_code == 409
    assert answer.json["state"] == "conflict"
    assert "You have since changed this answer in another tab." in answer.json["html"]
    assert answer.json["version"] == text_hash("From the first tab")


@pytest.mark.parametrize(
    ("question", "text"),
    [("contact_phone", "0299000000"), ("total_cost", "38400"), ("starts_on", "1/3/2027")],
)
def test_what_comes_twice_is_no_quarrel(keep, question, text):
    """The answer was lost on the way: the page does not know that it is kept, nor how."""
    keep(question, text, before="")

    answer = keep(question, text, before="")

    assert answer.status_code == 200
    assert answer.json["state"] == "saved"


def test_what_is_typed_back_as_it_was_overwrites_nobody(keep, draft, organisation):
    keep("title", "Theirs", before="First", by=make_member(organisation))
    version = keep("title", "First", before="First").json["version"]

    answer = keep(
        "title", "", fields={"answer-title": "First of all", "answer-title-mark": version}
    )

    assert answer.status_code == 409
    assert facts(draft).title == "Theirs"


def test_two_colleagues_see_both_texts_and_choose(keep, draft, organisation):
    nadia = make_member(organisation, first_name="Nadia", last_name="Haddad")
    keep("title", "Planter cent arbres", before="First", by=nadia)

    answer = keep("title", "Planter mille arbres", before="First")

    assert answer.status_code == 409
    html = answer.json["html"]
    assert "Text of Nadia Haddad, saved at" in html
    assert "<ins>mille</ins>" in html
    assert "<del>cent</del>" in html
    assert facts(draft).title == "Planter cent arbres"

    mine = keep("title", "Planter mille arbres", before="Planter cent arbres")
    assert mine.status_code == 200
    assert facts(draft).title == "Planter mille arbres"


def test_two_colleagues_on_two_answers_do_not_meet(keep, draft, organisation):
    nadia = make_member(organisation)

    assert keep("title", "Mine", before="First").status_code == 200
    assert keep("summary", "Hers", before="", by=nadia).status_code == 200
    assert (facts(draft).title, facts(draft).summary) == ("Mine", "Hers")


def test_the_matrix_is_kept_whole_and_counted(keep, draft, sign_in, member):
    cell = "claim-environment--mobility"

    answer = keep(
        "matrix",
        "",
        fields={"answer-matrix-asked": "1", f"{cell}-level": "3", f"{cell}-argument": "Trees."},
    )

    assert answer.status_code == 200
    page = sign_in(member).get(f"/applications/{draft.id}/section?number=3")
    assert page.value(f"{cell}-level") == "3"


def test_two_matrices_differ_cell_by_cell(keep, draft, member):
    written = json.dumps(CLAIMS, ensure_ascii=False, sort_keys=True)
    keep(
        "matrix",
        "",
        fields={"answer-matrix-asked": "1", "claim-cohesion--health-level": "2"},
    )

    answer = keep(
        "matrix",
        written,
        before="",
        fields={"answer-matrix-asked": "1", "claim-environment--mobility-level": "3"},
    )

    assert answer.status_code == 409
    assert "<ins>" in answer.json["html"]
    assert "<del>" in answer.json["html"]


def test_nothing_is_kept_after_closing(keep, draft):
    closes_at = now() + timedelta(minutes=5)
    draft.call.current_round.closes_at = closes_at
    keep("title", "In time", before="First")

    with time_machine.travel(closes_at, tick=False):
        answer = keep("title", "Too late", before="In time")

    assert answer.status_code == 422
    nothing = {"version": "", "html": "", "has_faults": False, "shown": {}}
    assert answer.json == {**nothing, "state": "refused", "message": "This call is closed."}
    assert facts(draft).title == "In time"


def test_nothing_is_kept_once_it_is_filed(sign_in, organisation, member):
    filed = make_application(organisation=organisation, by=member, submitted=True)
    browser = sign_in(member)

    answer = browser.post(
        f"/applications/{filed.id}/answer?question=title",
        data={"csrf_token": browser.token(), "answer-title": "Another"},
    ).response

    assert answer.status_code == 409
    assert answer.json["message"] == "This application is filed: it can no longer change."
    assert facts(filed).title == ANSWERS["title"]


@pytest.mark.parametrize("question", ["nothing", "deliberation", "", "title'--", "summary"])
def test_a_question_that_is_not_asked(keep, question):
    answer = keep(question, "", fields={"answer-title": "Mine"})

    assert answer.status_code == 422
    assert answer.json["message"] == "This page does not have that question. Reload the page."


def test_a_script_is_only_a_text(keep, organisation):
    script = "<script>alert(1)</script>"
    keep("title", script, before="First", by=make_member(organisation, first_name=script))

    answer = keep("title", f"{script} two", before="First")

    assert answer.status_code == 409
    assert "<script" not in answer.json["html"]


def test_readers_and_strangers_write_nothing(keep, draft, organisation):
    reader = make_member(organisation, Role.READER)

    assert keep("title", "Mine", by=reader).status_code == 403
    assert keep("title", "Mine", by=make_user()).status_code == 404


def test_a_guest_is_told_and_nothing_is_kept(browser, draft):
    path = f"/applications/{draft.id}/answer?question=title"

    answer = browser.post(path, data={"csrf_token": browser.token(), "answer-title": "Mine"})

    assert answer.status == 401
    assert facts(draft).title == "First"


def test_what_is_typed_does_not_reach_the_log(keep, caplog):
    with caplog.at_level("DEBUG", logger="callforprojects"):
        keep("context", "A very private sentence.")
        keep("context", "Another private sentence.", before="")

    assert "private" not in caplog.text


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_without_script_one_text_is_chosen_with_a_button(
    sign_in, draft, organisation, member, choice, kept
):
    path = f"/applications/{draft.id}/section?number=1"
    mine, theirs = sign_in(member).get(path), sign_in(make_member(organisation)).get(path)
    theirs.submit("Save", **{"answer-title": "Theirs"})

    page = mine.submit("Save", **{"answer-title": "Mine", "answer-summary": "My summary"})
    assert page.errors == ["Title of the project: this answer has since been changed"]
    button = {"mine": "Keep my text", "theirs": "Take the saved text"}[choice]
    page = page.submit(button).follow()

    assert page.value("answer-title") == kept
    assert page.value("answer-summary") == "My summary"


def test_a_session_over_while_writing_a_section_loses_nothing(sign_in, draft, member):
    browser = sign_in(member)
    path = f"/applications/{draft.id}/section?number=1"
    browser.get(path)

    browser.post(
        path,
        data={"csrf_token": "of another session", "answer-title": "Mine",
              "answer-title-mark": text_hash("First"), "answer-summary": "My summary"},
        headers={"Origin": "http://localhost"},
    )  # fmt: skip
    page = browser.get(path)

    assert page.value("answer-title") == "Mine"
    assert page.value("answer-summary") == "My summary"
    assert page.has("Your session had expired")
    assert facts(draft).title == "First"
    assert page.submit("Save").follow().value("answer-title") == "Mine"


@pytest.mark.parametrize("road", ["answer", "section"])
def test_texts_are_compared_while_nothing_is_held(keep, draft, member, sign_in, monkeypatch, road):
    """A comparison takes its time: whoever writes elsewhere does not wait for it."""
    keep("title", "Theirs", before="First")
    compared, draft_id = [], draft.id

    def compare(mine, theirs):
        write_elsewhere(draft_id)
        compared.append((mine, theirs))
        return differences(mine, theirs)

    monkeypatch.setattr(modules["callforprojects.core.data.versions"], "differences", compare)
    if road == "answer":
        status = keep("title", "Mine", before="First").status_code
    else:
        browser = sign_in(member)
        fields = {"answer-title": "Mine", "answer-title-mark": text_hash("First")}
        path = f"/applications/{draft.id}/section?number=1"
        status = browser.post(path, data=fields | {"csrf_token": browser.token()}).status

    assert status == 409
    assert compared == [("Mine", "Theirs")]


def write_elsewhere(draft_id):
    """Write the application in another connection, which refuses to wait."""
    with db.engine.connect() as other:
        is_sqlite = other.dialect.name == "sqlite"
        patience = "PRAGMA busy_timeout=0" if is_sqlite else "SET lock_timeout = 1"
        other.detach()  # nobody after it gets a connection that does not wait
        other.connection.cursor().execute(patience)
        other.execute(sa.update(Application).where(Application.id == draft_id).values(summary="x"))
        other.rollback()


def test_a_nul_in_an_argument_of_the_matrix_is_no_text(keep, draft):
    cell = "claim-environment--mobility"
    fields = {"answer-matrix-asked": "", f"{cell}-level": "3", f"{cell}-argument": "Less\x00 cars"}

    assert keep("matrix", "", fields=fields).status_code == 200
    assert db.session.scalars(sa.select(MatrixClaim.argument)).all() == ["Less cars"]


@pytest.mark.parametrize(
    ("question", "text"),
    [("title", "x" * 2001), ("context", "x" * 30_001), ("contact_email", "x" * 501)],
)
def test_what_is_too_long_is_said_and_not_kept(keep, draft, question, text):
    answer = keep(question, text)

    assert answer.status_code == 422
    assert answer.json["state"] == "refused"
    assert "This text is too long" in answer.json["message"]
    assert "This text is too long" in answer.json["html"]
    assert facts(draft).title == "First"


def test_an_argument_of_the_matrix_has_its_own_limit(keep):
    cell = "claim-environment--mobility"
    fields = {"answer-matrix-asked": "", f"{cell}-level": "3", f"{cell}-argument": "x" * 2001}

    answer = keep("matrix", "", fields=fields)

    assert answer.status_code == 422
    assert "this text is too long" in answer.json["html"]
