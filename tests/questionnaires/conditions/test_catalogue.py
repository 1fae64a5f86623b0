"""The facts that conditions of a questionnaire may read."""

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.engines.conditions import FactKind
from callforprojects.questionnaires.conditions import catalogue_of, declared_terms, fact_of
from callforprojects.questionnaires.models import QuestionType as T
from tests.factories.questionnaires import make_question, make_revision

pytestmark = pytest.mark.usefixtures("app")


def test_answers_come_first_then_what_they_stand_for() -> None:
    cost = make_question(T.MONEY, label="Coût", stands_for="total_cost")
    place = make_question(T.TERRITORY, stands_for="territory")
    revision = make_revision(cost, place)

    catalogue = catalogue_of(revision)

    assert list(catalogue.kinds)[:6] == [
        fact_of(cost.stable_id),
        fact_of(place.stable_id),
        "project.total_cost",
        "project.territory",
        "project.population_municipale",
        "project.population_totale",
    ]
    assert catalogue.kinds["project.total_cost"] is FactKind.MONEY
    assert catalogue.kinds["applicant.types"] is FactKind.CHOICES


def test_a_fact_that_no_question_stands_for_is_gone_and_has_words() -> None:
    catalogue = catalogue_of(make_revision(make_question()))

    assert "project.total_cost" not in catalogue.kinds
    with in_language("fr"):
        assert str(catalogue.gone["project.total_cost"].label) == "le coût total du projet"
    assert catalogue.term("project.nothing") is None


def test_a_question_of_another_kind_stands_for_nothing() -> None:
    catalogue = catalogue_of(make_revision(make_question(T.LONG_TEXT, stands_for="total_cost")))

    assert "project.total_cost" not in catalogue.kinds


def test_choices_are_those_of_the_question() -> None:
    options = [{"value": "a", "label": "Quartier"}, {"value": "b", "label": "Ville"}]
    question = make_question(T.CHOICE, stands_for="scale", settings={"options": options})

    catalogue = catalogue_of(make_revision(question))

    for name in (fact_of(question.stable_id), "project.scale"):
        assert list(catalogue.terms[name].options) == [("a", "Quartier"), ("b", "Ville")]


@pytest.mark.parametrize(
    ("kind", "label", "words", "listed"),
    [
        (T.YES_NO, "Commencé ?", "la réponse à «\xa0Commencé ?\xa0»", "Commencé ?"),
        (T.FILE, "Délibération", "le document «\xa0Délibération\xa0»", "Délibération"),
    ],
)
def test_a_question_is_called_by_its_label(kind, label, words, listed) -> None:
    question = make_question(kind, label=label)

    term = catalogue_of(make_revision(question)).terms[fact_of(question.stable_id)]

    with in_language("fr"):
        assert str(term.label) == words
    assert term.listed == listed


def test_names_of_facts_are_declared_once() -> None:
    names = [term.name for term in declared_terms()]

    assert len(names) == len(set(names))
