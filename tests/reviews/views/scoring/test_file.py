"""The whole file that a juror judges, as a page and as a document."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from callforprojects.applications.models import Submission
from callforprojects.core.data.database import db
from callforprojects.criteria.models import Criterion
from tests.factories.accounts import make_user
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
)
from tests.factories.reviews import make_review
from tests.factories.submissions import make_second_submission, rewrite_snapshot
from tests.page import visible

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def call():
    return make_judged_call()


@pytest.fixture
def file(call):
    return make_filed(call)


@pytest.fixture
def juror(file):
    juror = make_juror(file.call)
    assign(juror, file)
    db.session.commit()
    return juror


def words_of(answer) -> str:
    pages = PdfReader(BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_whole_file_overlays_what_is_claimed_and_expected(file, juror, sign_in) -> None:
    scoring = sign_in(user_of(juror)).get(f"/reviews/applications/{file.id}")

    page = scoring.follow("Read the whole file, with its matrix")

    assert [file.reference in opened.title for opened in (scoring, page)] == [True, True]
    assert page.has("Summers are too hot here.")
    assert page.has("The mayor leads.")
    assert page.has("Above: what the application claims. Below the line: what the call expects.")


@pytest.mark.parametrize(
    ("start", "link"), [("", "Download it (PDF)"), ("/file", "Download (PDF)")]
)
def test_it_can_be_kept_as_a_document(start, link, file, juror, sign_in, count_queries) -> None:
    browser = sign_in(user_of(juror))
    page = browser.get(f"/reviews/applications/{file.id}{start}")

    with count_queries() as seen:
        answer = browser.get(page.links[link]).response

    assert answer.mimetype == "application/pdf"
    assert f'filename="{file.reference} - ' in answer.headers["Content-Disposition"]
    words = words_of(answer)
    assert "Summers are too hot here." in words
    assert "The mayor leads." in words
    # the session, the file with its call, its expectations, the seats, the session, the version
    assert len(seen) == 6


def test_the_document_is_the_version_that_one_judges(file, juror, sign_in) -> None:
    judge, newcomer = user_of(juror), make_user()
    make_review(juror, file, 4, 3, 5)
    make_second_submission(file, title="Filed again since")
    assign(make_juror(file.call, user=newcomer), file)
    db.session.commit()
    document = f"/reviews/applications/{file.id}/file/pdf"

    assert "Filed again since" not in words_of(sign_in(judge).get(document).response)
    assert "Filed again since" in words_of(sign_in(newcomer).get(document).response)


def test_the_document_opens_with_the_file_only(file, browser, sign_in) -> None:
    undeclared, closed = make_juror(file.call), make_juror(file.call)
    assign(undeclared, file, declared=False)
    assign(closed, file)
    make_conflict(closed, file)
    document = f"/reviews/applications/{file.id}/file/pdf"

    users = [user_of(undeclared), user_of(closed), make_officer(file.call)]
    db.session.commit()

    assert browser.get(document).status == 302
    for user in users:
        assert sign_in(user).get(document).status == 404


def test_a_long_answer_is_shown_once_and_folded_when_it_comes_again(file, juror, sign_in) -> None:
    long = "Summers are too hot here. " * 12
    submission = db.session.scalars(select(Submission)).one()
    sections = json.loads(submission.snapshot_text)["sections"]
    for question in sections[0]["questions"]:
        if question["key"] == "context":
            question["shown"] = long
    rewrite_snapshot(submission, sections=sections)
    criteria = db.session.scalars(select(Criterion).order_by(Criterion.position)).all()
    for criterion in criteria:
        criterion.question_keys = ["context", "governance"]
    db.session.commit()

    page = sign_in(user_of(juror)).get(f"/reviews/applications/{file.id}")

    first, *others = (each for each in page.all("section") if each.get("data-criterion"))
    assert list(first.iter("details")) == []
    assert long.strip() in visible(first)
    for section in others:
        (again,) = section.iter("details")
        assert visible(next(again.iter("summary"))).endswith("read under criterion 1")
        assert long.strip() in visible(again)
        assert "The mayor leads." in visible(section)  # a short answer is not folded


def test_the_list_of_an_answer_is_one_where_it_is_judged(file, juror, sign_in) -> None:
    submission = db.session.scalars(select(Submission)).one()
    sections = json.loads(submission.snapshot_text)["sections"]
    for question in sections[0]["questions"]:
        question["shown"] = "Our aims:\n• First\n• <b>Second</b>"
    rewrite_snapshot(submission, sections=sections)
    db.session.commit()
    browser = sign_in(user_of(juror))

    for path in ("", "/file"):
        page = browser.get(f"/reviews/applications/{file.id}{path}")
        lists = [[visible(item) for item in each] for each in page.all("ul")]
        assert ["First", "<b>Second</b>"] in lists
