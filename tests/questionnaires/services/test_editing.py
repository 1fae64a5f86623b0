"""Editing a draft, publishing it."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.questionnaires import queries, services
from callforprojects.questionnaires.models import QuestionType, RevisionStatus
from callforprojects.questionnaires.services import QuestionDetails, SectionDetails
from tests.factories.accounts import make_user
from tests.factories.questionnaires import (
    make_question,
    make_questionnaire,
    make_revision,
)

pytestmark = pytest.mark.usefixtures("in_english")

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


def test_a_key_is_made_from_any_label():
    assert services.editing.new_question_key("Été à Îlot", []) == "ete_a_ilot"
    assert services.editing.new_question_key("日本", ["question"]) == "question_2"
