"""Asking a section or a question in some cases only."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.engines.conditions import AllOf, Comparison, Operator
from callforprojects.questionnaires import queries, services
from callforprojects.questionnaires.conditions import condition_of
from callforprojects.questionnaires.models import ConditionReference, QuestionType
from callforprojects.questionnaires.services import SectionDetails
from tests.factories.accounts import make_user
from tests.factories.questionnaires import make_question, make_revision
from tests.questionnaires.services.scenes import is_gas, is_given, make_energy

pytestmark = pytest.mark.usefixtures("in_english")

T = QuestionType


def referred_to() -> set[tuple[str, str]]:
    return {
        (row.owner_table, row.fact) for row in db.session.scalars(db.select(ConditionReference))
    }


def test_a_question_gets_a_condition_and_loses_it():
    energy, detail = make_energy(), make_question(label="Boiler")
    revision, user = make_revision(energy, detail), make_user()

    services.set_condition(detail, is_gas(energy), by=user)
    db.session.commit()

    assert condition_of(detail) == is_gas(energy)
    assert referred_to() == {("question", is_gas(energy).fact)}
    assert revision.updated_at >= detail.updated_at

    services.set_condition(detail, None, by=user)
    db.session.commit()

    assert (condition_of(detail), referred_to()) == (None, set())


def test_another_condition_takes_the_place_of_the_first():
    energy, other, detail = make_energy(), make_question(), make_question()
    revision, user = make_revision(energy, other, detail), make_user()
    services.set_condition(detail, is_gas(energy), by=user)

    services.set_condition(detail, AllOf((is_given(other), is_given(energy))), by=user)
    db.session.commit()

    assert referred_to() == {
        ("question", is_given(other).fact),
        ("question", is_given(energy).fact),
    }
    assert revision.version > 1


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (AllOf(()), "Enter a condition in this group, or remove it."),
        (
            Comparison("answer.none", Operator.ANSWERED),
            "Enter something else: the answer to a question that was removed cannot be read here.",
        ),
        (Comparison("applicant.types", Operator.CONTAINS), "Enter what to compare with."),
    ],
)
def test_what_makes_no_sense_is_refused(condition, message):
    question = make_question()
    make_revision(question)

    with pytest.raises(DomainError) as refusal:
        services.set_condition(question, condition, by=make_user())

    assert str(refusal.value.message) == message
    assert question.condition is None


def test_a_circle_is_refused_with_its_path_in_words():
    a, b, c = (make_question(label=label) for label in "ABC")
    make_revision(a, b, c)
    user = make_user()
    services.set_condition(b, is_given(a), by=user)
    services.set_condition(c, is_given(b), by=user)

    with pytest.raises(DomainError) as refusal:
        services.set_condition(a, is_given(c), by=user)

    assert str(refusal.value.message) == "A question would decide of itself: “A” → “C” → “B” → “A”."
    assert a.condition is None


def test_a_circle_through_what_a_question_stands_for_is_seen():
    cost, detail = (
        make_question(T.MONEY, label="Cost", stands_for="total_cost"),
        make_question(label="Detail"),
    )
    make_revision(cost, detail)
    user = make_user()
    services.set_condition(detail, Comparison("project.total_cost", Operator.ANSWERED), by=user)

    with pytest.raises(DomainError, match="“Detail” → “Cost” → “Detail”"):
        services.set_condition(cost, is_given(detail), by=user)


def test_a_section_cannot_depend_on_what_it_asks_itself():
    question = make_question(label="Inside")
    revision = make_revision(question)

    with pytest.raises(DomainError, match="“Inside” → “Inside”"):
        services.set_condition(revision.sections[0], is_given(question), by=make_user())


def test_a_section_depends_on_another_even_later_one():
    first, later = make_question(), make_question()
    revision, user = make_revision(first), make_user()
    section = services.add_section(revision, SectionDetails(title="Later"), by=user)
    section.questions.append(later)
    db.session.flush()

    services.set_condition(revision.sections[0], is_given(later), by=user)

    assert condition_of(queries.whole_revision(revision.id).sections[0]) == is_given(later)


def test_what_is_published_keeps_its_conditions():
    question, other = make_question(), make_question()
    make_revision(question, other, published=True)

    with pytest.raises(ConflictError):
        services.set_condition(question, is_given(other), by=make_user())
