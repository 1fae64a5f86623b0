"""Keeping answers: by page, one by itself, with documents, whatever they are answers for."""

import json
from functools import partial
from io import BytesIO

import pytest
import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest
from callforprojects.core.text.errors import ConflictError
from callforprojects.files.services import Upload
from callforprojects.organisations.queries import storage_quota_of
from callforprojects.questionnaires import queries, saving
from callforprojects.questionnaires.answering import NoSuchQuestion, RawAnswer, text_hash
from callforprojects.questionnaires.models import MatrixClaim, QuestionType
from callforprojects.questionnaires.saving import Answered, PageInput
from tests.factories.accounts import make_user
from tests.factories.applications import make_body
from tests.factories.files import PDF
from tests.factories.questionnaires import make_answer_set, make_question

pytestmark = pytest.mark.usefixtures("in_english")

T = QuestionType


def test_answers_are_kept_valid_or_not():
    revision, answers = make_answer_set(
        make_question(T.INTEGER, key="number"), make_question(T.DATE, key="day")
    )
    user = make_user()

    changed = saving.save_answers(
        answers,
        revision,
        {"number": RawAnswer("1 250"), "day": RawAnswer("soon"), "unknown": RawAnswer("x")},
        by=user,
    )
    db.session.commit()

    kept = queries.answers_of(answers.id)
    by_key = {
        question.key: answer
        for question in queries.questions_of(queries.whole_revision(revision.id))
        if (answer := queries.answer_to(kept, question)) is not None
    }
    assert changed == ["number", "day"]
    assert (by_key["number"].value, by_key["number"].raw_text) == (1250, None)
    assert (by_key["day"].value, by_key["day"].raw_text) == (None, "soon")
    assert by_key["day"].author_id == user.id


def test_an_answer_can_be_emptied():
    revision, answers = make_answer_set(make_question(key="a"))
    saving.save_answers(answers, revision, {"a": RawAnswer("text")}, by=Guest())

    saving.save_answers(answers, revision, {"a": RawAnswer("", text_hash("text"))}, by=Guest())

    assert answers.answers[0].value is None
    assert answers.answers[0].author_id is None


def test_two_people_who_change_two_answers_both_keep_theirs():
    revision, answers = make_answer_set(make_question(key="a"), make_question(key="b"))
    user, empty = make_user(), text_hash("")

    saving.save_answers(
        answers, revision, {"a": RawAnswer("mine", empty), "b": RawAnswer("", empty)}, by=user
    )
    saving.save_answers(
        answers, revision, {"a": RawAnswer("", empty), "b": RawAnswer("theirs", empty)}, by=user
    )

    assert sorted(str(answer.value) for answer in answers.answers) == ["mine", "theirs"]


def test_a_stale_text_is_refused_and_changes_nothing():
    revision, answers = make_answer_set(make_question(key="a"), make_question(key="b"))
    user, empty = make_user(), text_hash("")
    saving.save_answers(answers, revision, {"a": RawAnswer("first", empty)}, by=user)

    with pytest.raises(ConflictError):
        saving.save_answers(
            answers,
            revision,
            {"b": RawAnswer("more", empty), "a": RawAnswer("second", empty)},
            by=user,
        )

    assert [answer.value for answer in answers.answers] == ["first"]


def test_the_same_text_twice_is_no_conflict():
    revision, answers = make_answer_set(make_question(T.MONEY, key="a"))
    first = {"a": RawAnswer("10", text_hash(""))}
    saving.save_answers(answers, revision, first, by=Guest())

    assert saving.save_answers(answers, revision, first, by=Guest()) == []


def matrix(*claims):
    return RawAnswer(
        json.dumps(
            [
                {"purpose": purpose, "domain": domain, "level": level, "argument": "Because."}
                for purpose, domain, level in claims
            ]
        )
    )


def test_the_matrix_is_projected_into_rows():
    revision, answers = make_answer_set(make_question(T.MATRIX, key="m"))

    for given in (
        matrix(("environment", "mobility", 3), ("cohesion", "health", -1)),
        matrix(("environment", "mobility", 2), ("resilience", "safety", 1), ("cohesion", "culture", 0)),
    ):  # fmt: skip
        saving.save_answers(answers, revision, {"m": given}, by=Guest())
    db.session.commit()

    rows = db.session.query(MatrixClaim).order_by(MatrixClaim.level).all()
    assert [(r.purpose, r.domain, r.level, r.argument) for r in rows] == [
        ("resilience", "safety", 1, "Because."),
        ("environment", "mobility", 2, "Because."),
    ]
    assert queries.answers_of(answers.id).claimed_profile["environment", "mobility"] == 2


def test_files_are_named_and_forgotten():
    revision, answers = make_answer_set(make_question(T.FILE, key="f"))
    question = revision.sections[0].questions[0]
    file = {"id": "1", "name": "a.pdf", "size": 3, "sha256": "0"}

    saving.save_file_answer(answers, question, file, by=Guest())
    saving.save_answers(answers, revision, {"f": RawAnswer("never")}, by=Guest())
    assert answers.answers[0].value == file

    saving.forget_file_answer(answers, question, by=Guest())
    assert answers.answers[0].value is None


@pytest.fixture
def body():
    """Something that answers are given for, and that is no application."""
    return make_body()


def answered(body, answers, facts):
    return Answered(
        thing=body,
        answer_set_id=answers.id,
        saved="organisation.updated",
        document_added="file.added",
        document_removed="file.removed",
        quota=partial(storage_quota_of, body),
        copy_facts=facts.update,
    )


def verbs_of(body):
    rows = db.session.scalars(sa.select(Activity).where(Activity.subject_id == body.id))
    return [row.verb for row in rows]


def test_a_page_is_kept_recorded_and_its_facts_are_copied(body):
    question = make_question(T.SHORT_TEXT, key="title", stands_for="title")
    revision, answers = make_answer_set(question, make_question(T.FILE, key="file"))
    facts: dict[str, object] = {}
    (section,) = revision.sections
    given = PageInput(
        texts={"title": RawAnswer("Bicycles")}, files={"file": Upload(BytesIO(PDF), "a.pdf")}
    )

    saving.save_page(answered(body, answers, facts), section, given, by=make_user())
    saving.save_page(answered(body, answers, facts), section, given, by=make_user())

    assert facts == {"title": "Bicycles"}
    assert verbs_of(body) == ["organisation.updated", "file.added", "file.removed", "file.added"]


def test_one_answer_is_kept_and_says_what_its_box_holds(body):
    question = make_question(T.SHORT_TEXT, key="title", stands_for="title")
    _revision, answers = make_answer_set(question)
    facts: dict[str, object] = {}
    user = make_user()
    fields = {"answer-title": ["Bicycles"], "answer-title-mark": [text_hash("")]}

    entry = saving.save_answer(answered(body, answers, facts), (question, None), fields, by=user)

    assert (entry.raw_text, facts) == ("Bicycles", {"title": "Bicycles"})
    with pytest.raises(NoSuchQuestion):
        saving.save_answer(answered(body, answers, facts), (question, None), {}, by=user)
