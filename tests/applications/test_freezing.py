"""What is frozen of an application, in the format of today."""

from datetime import UTC, datetime

import pytest

from callforprojects.applications import queries
from callforprojects.applications.asking import shown_in_application
from callforprojects.applications.freezing import application_snapshot, certified
from callforprojects.applications.snapshot import snapshot_of
from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import Answer, Question, QuestionType
from callforprojects.questionnaires.queries import answers_of, whole_revision
from tests.factories.applications import make_application, submission_of

pytestmark = pytest.mark.usefixtures("in_english")

AT = datetime(2026, 3, 12, 16, tzinfo=UTC)


def frozen(application):
    db.session.commit()
    application = queries.application_to_submit(application.id)
    answer_set = answers_of(application.answer_set_id, fresh=True)
    revision = whole_revision(answer_set.revision_id)
    shown = shown_in_application(application, revision, answer_set)
    return snapshot_of(application_snapshot(application, revision, answer_set, shown, at=AT))


def ask(application, kind, **values):
    """One more question, at the end."""
    answer_set = answers_of(application.answer_set_id)
    section = whole_revision(answer_set.revision_id).sections[-1]
    question = Question(
        section_id=section.id,
        position=99,
        key="more",
        label="More",
        type=kind,
        **values,
    )
    db.session.add(question)
    db.session.flush()
    return question


def test_a_question_that_is_repeated_has_its_answers_in_rows_in_their_order():
    application = make_application()
    question = ask(application, QuestionType.INTEGER)
    for row, value in ((2, 3), (0, 1), (1, None)):
        db.session.add(
            Answer(
                answer_set_id=application.answer_set_id,
                question_stable_id=question.stable_id,
                row=row,
                value=value,
                raw_text=None if value else "many",
            )
        )

    (*_others, asked) = frozen(application).questions

    assert (asked.value, asked.shown) == (None, "")
    assert [(row.position, row.value, row.shown) for row in asked.rows] == [
        (0, 1, "1"),
        (1, None, "many"),
        (2, 3, "3"),
    ]


def test_a_question_that_is_asked_once_has_no_rows():
    snapshot = submission_of(make_application(submitted=True)).snapshot

    assert [question.key for question in snapshot.questions if question.rows] == []
    assert [question.key for question in snapshot.questions if question.is_confidential] == []


def test_each_document_of_a_repeated_question_is_there_with_its_hash():
    application = make_application()
    question = ask(application, QuestionType.FILE)
    for row in (0, 1):
        db.session.add(
            Answer(
                answer_set_id=application.answer_set_id,
                question_stable_id=question.stable_id,
                row=row,
                value={"id": str(row), "name": f"{row}.pdf", "size": 3, "sha256": f"{row}" * 64},
            )
        )

    files = frozen(application).files

    assert [(file.name, file.sha256, file.question) for file in files] == [
        ("0.pdf", "0" * 64, "more"),
        ("1.pdf", "1" * 64, "more"),
    ]


def test_a_confidential_question_says_so():
    application = make_application()
    ask(application, QuestionType.IBAN, is_confidential=True)

    assert [q.key for q in frozen(application).questions if q.is_confidential] == ["more"]


def test_what_is_certified_is_said_in_the_language_in_which_it_is_read():
    certification = certified(AT)

    assert certification.statement.startswith("I certify that the information")
    assert (certification.language, certification.at) == ("en", AT)


def test_what_is_filed_is_certified_and_a_draft_is_not():
    filed = submission_of(make_application(submitted=True))

    assert filed.snapshot.certification == certified(filed.submitted_at)
    assert frozen(make_application()).certification is None


def test_what_is_filed_owns_its_answers():
    application = make_application(submitted=True)
    filed = submission_of(application)

    answer_set = answers_of(application.answer_set_id)
    assert (filed.answer_set_id, filed.revision_id) == (answer_set.id, answer_set.revision_id)
