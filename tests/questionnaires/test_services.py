"""Editing a draft, publishing it, and keeping answers."""

import json

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Guest
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.questionnaires import queries, services
from callforprojects.questionnaires.answering import mark_of
from callforprojects.questionnaires.models import MatrixClaim, QuestionType, RevisionStatus
from callforprojects.questionnaires.services import QuestionDetails, RawAnswer, SectionDetails
from tests.factories.accounts import make_user
from tests.factories.questionnaires import (
    make_answer_set,
    make_question,
    make_questionnaire,
    make_revision,
)

T = QuestionType


def details(**values):
    return QuestionDetails(**{"type": T.SHORT_TEXT, "label": "A question", **values})


def keys(revision):
    return [question.key for question in queries.questions_of(revision)]


def test_sections_are_added_renamed_moved_and_removed():
    revision, user = make_revision(make_question(key="first")), make_user()

    second = services.add_section(revision, SectionDetails(title=" Budget ", help="x"), by=user)
    services.update_section(second, SectionDetails(title="Money"), by=user)
    services.move_section(second, -1, by=user)
    services.move_section(second, -1, by=user)
    db.session.commit()

    sections = queries.whole_revision(revision.id).sections
    assert [(s.position, s.title, s.help) for s in sections] == [
        (1, "Money", ""),
        (2, "Section 1", ""),
    ]

    services.remove_section(sections[1], by=user)
    db.session.commit()

    assert [s.title for s in queries.whole_revision(revision.id).sections] == ["Money"]


def test_questions_are_added_changed_moved_and_removed():
    revision, user = make_revision(make_question(key="first", position=1)), make_user()
    section = revision.sections[0]

    question = services.add_question(section, details(label="Total cost (€) ?"), by=user)
    again = services.add_question(section, details(label="Total cost, €"), by=user)
    services.move_question(again, -1, by=user)
    services.update_question(
        question,
        details(
            type=T.LONG_TEXT, label="Why?", is_required=True, settings={"max_words": "50"},
            purposes=["resilience"], domains=["mobility", "mobility"],
        ),
        by=user,
    )  # fmt: skip
    db.session.commit()

    revision = queries.whole_revision(revision.id)
    assert keys(revision) == ["first", "total_cost_2", "total_cost"]
    changed = list(queries.questions_of(revision))[2]
    assert (changed.type, changed.label, changed.settings) == (
        T.LONG_TEXT,
        "Why?",
        {"max_words": 50},
    )
    assert (changed.is_required, changed.purposes, changed.domains) == (
        True,
        ["resilience"],
        ["mobility"],
    )

    services.remove_question(changed, by=user)
    db.session.commit()

    assert keys(queries.whole_revision(revision.id)) == ["first", "total_cost_2"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"label": "  "}, "label"),
        ({"label": "x" * 301}, "label"),
        ({"settings": {"max_length": "no"}}, "max_length"),
        ({"purposes": ["glory"]}, "purposes"),
        ({"domains": ["glory"]}, "domains"),
        ({"type": T.MATRIX}, "type"),
    ],
)
def test_a_question_without_sense_is_refused(values, field):
    revision = make_revision(make_question(T.MATRIX))

    with pytest.raises(DomainError) as refusal:
        services.add_question(revision.sections[0], details(**values), by=make_user())

    assert refusal.value.field == field
    db.session.rollback()


def test_questions_that_the_program_reads_stay():
    revision, user = make_revision(make_question(stands_for="title")), make_user()
    question = revision.sections[0].questions[0]

    with pytest.raises(DomainError, match="cannot be removed"):
        services.remove_question(question, by=user)
    with pytest.raises(DomainError, match="cannot be removed"):
        services.remove_section(revision.sections[0], by=user)
    with pytest.raises(DomainError) as refusal:
        services.update_question(question, details(type=T.DATE), by=user)
    assert refusal.value.field == "type"

    services.update_question(question, details(label="Name of the project"), by=user)

    assert question.stands_for == "title"


def test_what_is_published_never_changes():
    revision, user = make_revision(make_question(), published=True), make_user()
    section = revision.sections[0]
    question = section.questions[0]

    for change in (
        lambda: services.add_section(revision, SectionDetails(title="x"), by=user),
        lambda: services.update_section(section, SectionDetails(title="x"), by=user),
        lambda: services.move_section(section, 1, by=user),
        lambda: services.remove_section(section, by=user),
        lambda: services.add_question(section, details(), by=user),
        lambda: services.update_question(question, details(), by=user),
        lambda: services.move_question(question, 1, by=user),
        lambda: services.remove_question(question, by=user),
        lambda: services.publish_revision(revision.questionnaire, by=user),
    ):
        with pytest.raises(ConflictError):
            change()


def test_publishing_freezes_the_draft():
    questionnaire = make_questionnaire(published=False)

    revision = services.publish_revision(questionnaire, by=make_user())
    db.session.commit()

    assert revision.status is RevisionStatus.PUBLISHED
    assert revision.published_at is not None


def test_an_empty_section_is_not_published():
    revision, user = make_revision(make_question()), make_user()
    services.add_section(revision, SectionDetails(title="Empty"), by=user)

    with pytest.raises(DomainError, match="Each section needs a question"):
        services.publish_revision(revision.questionnaire, by=user)


def test_answers_are_kept_valid_or_not():
    revision, answers = make_answer_set(
        make_question(T.INTEGER, key="number"), make_question(T.DATE, key="day")
    )
    user = make_user()

    changed = services.save_answers(
        answers,
        revision,
        {"number": RawAnswer("1 250"), "day": RawAnswer("soon"), "unknown": RawAnswer("x")},
        by=user,
    )
    db.session.commit()

    kept = queries.answers_of(answers.id)
    by_key = {
        question.key: queries.answer_to(kept, question)
        for question in queries.questions_of(queries.whole_revision(revision.id))
    }
    assert changed == ["number", "day"]
    assert (by_key["number"].value, by_key["number"].typed) == (1250, None)
    assert (by_key["day"].value, by_key["day"].typed) == (None, "soon")
    assert by_key["day"].author_id == user.id


def test_an_answer_can_be_emptied():
    revision, answers = make_answer_set(make_question(key="a"))
    services.save_answers(answers, revision, {"a": RawAnswer("text")}, by=Guest())

    services.save_answers(answers, revision, {"a": RawAnswer("", mark_of("text"))}, by=Guest())

    assert answers.answers[0].value is None
    assert answers.answers[0].author_id is None


def test_two_people_who_change_two_answers_both_keep_theirs():
    revision, answers = make_answer_set(make_question(key="a"), make_question(key="b"))
    user, empty = make_user(), mark_of("")

    services.save_answers(
        answers, revision, {"a": RawAnswer("mine", empty), "b": RawAnswer("", empty)}, by=user
    )
    services.save_answers(
        answers, revision, {"a": RawAnswer("", empty), "b": RawAnswer("theirs", empty)}, by=user
    )

    assert sorted(answer.value for answer in answers.answers) == ["mine", "theirs"]


def test_a_stale_text_is_refused_and_changes_nothing():
    revision, answers = make_answer_set(make_question(key="a"), make_question(key="b"))
    user, empty = make_user(), mark_of("")
    services.save_answers(answers, revision, {"a": RawAnswer("first", empty)}, by=user)

    with pytest.raises(ConflictError):
        services.save_answers(
            answers,
            revision,
            {"b": RawAnswer("more", empty), "a": RawAnswer("second", empty)},
            by=user,
        )

    assert [answer.value for answer in answers.answers] == ["first"]


def test_the_same_text_twice_is_no_conflict():
    revision, answers = make_answer_set(make_question(T.MONEY, key="a"))
    first = {"a": RawAnswer("10", mark_of(""))}
    services.save_answers(answers, revision, first, by=Guest())

    assert services.save_answers(answers, revision, first, by=Guest()) == []


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
        services.save_answers(answers, revision, {"m": given}, by=Guest())
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

    services.save_file_answer(answers, question, file, by=Guest())
    services.save_answers(answers, revision, {"f": RawAnswer("never")}, by=Guest())
    assert answers.answers[0].value == file

    services.forget_file_answer(answers, question, by=Guest())
    assert answers.answers[0].value is None


def test_a_key_is_made_from_any_label():
    assert services.editing.new_key("Été à Îlot", []) == "ete_a_ilot"
    assert services.editing.new_key("日本", ["question"]) == "question_2"
