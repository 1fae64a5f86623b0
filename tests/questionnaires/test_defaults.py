"""The questionnaire that a new call begins with."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.questionnaires import queries
from callforprojects.questionnaires.defaults import default_questionnaire, is_as_proposed
from callforprojects.questionnaires.models import QuestionType
from callforprojects.questionnaires.types import type_of

pytestmark = pytest.mark.usefixtures("in_english")


def test_the_default_questionnaire_is_whole_and_ours():
    questionnaire = default_questionnaire("Essai", "fr")
    db.session.add(questionnaire)
    db.session.commit()

    revision = queries.revision_with_questions(questionnaire.id)
    questions = list(queries.questions_of(revision))
    keys = [question.key for question in questions]

    assert len(revision.sections) == 8
    assert len(keys) == len(set(keys)) == 23
    assert {q.stands_for for q in questions} - {None} == {
        "title", "summary", "territory", "total_cost", "requested_amount",
        "scale", "phase", "starts_on", "ends_on", "is_started",
    }  # fmt: skip
    for question in questions:
        assert type_of(question.type).clean_settings(question.settings) == question.settings


def test_it_is_written_in_the_language_of_the_call():
    french = default_questionnaire("x", "fr").revisions[0].sections
    english = default_questionnaire("x", "en").revisions[0].sections

    assert french[0].title == "Le projet"
    assert english[0].title == "The project"
    scale = next(q for q in french[0].questions if q.key == "scale")
    assert scale.type is QuestionType.CHOICE
    assert {"value": "quartier", "label": "Quartier"} in scale.settings["options"]


def test_a_condition_makes_a_questionnaire_ones_own() -> None:
    revision = default_questionnaire("Bicycles").revisions[0]
    revision.sections[0].questions[0].condition = {"format": 1, "condition": {"all": []}}

    assert not is_as_proposed(revision)
