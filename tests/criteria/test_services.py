"""The grid of criteria: its verbs, and the proposal."""

import pytest

from callforprojects.calls.services import duplicate_call
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.criteria import services
from callforprojects.criteria.details import CriterionDetails
from callforprojects.criteria.queries import criteria_of
from callforprojects.questionnaires.models import RevisionStatus
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.calls import make_call
from tests.factories.criteria import first_criterion

pytestmark = pytest.mark.usefixtures("app")


def test_criteria_are_added_changed_moved_and_removed(officer, verbs):
    call = make_call()
    first = services.add_criterion(
        call, CriterionDetails(title="A", weight=Points.of(50)), by=officer
    )
    second = services.add_criterion(
        call, CriterionDetails(title="B", weight=Points.of(30)), by=officer
    )
    third = services.add_criterion(
        call, CriterionDetails(title="C", weight=Points.of(20)), by=officer
    )

    services.update_criterion(first, CriterionDetails(title="A2", weight=Points.of(40)), by=officer)
    services.move_criterion(third, -1, by=officer)
    services.move_criterion(first, -1, by=officer)
    services.remove_criterion(second, by=officer)

    assert [(c.position, c.title, c.weight.number) for c in criteria_of(call.current_round.id)] == [
        (1, "A2", 40),
        (2, "C", 20),
    ]
    assert verbs(call) == ["criteria.changed"] * 7


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"weight": Points.zero()}, "weight"),
        ({"weight": Points.of(101)}, "weight"),
        ({"weight": Points.of(10), "scale_max": Points.zero()}, "scale_max"),
        ({"weight": Points.of(10), "scale_max": Points.of(21)}, "scale_max"),
    ],
)
def test_criterion_out_of_bounds_is_refused(officer, values, field):
    with pytest.raises(DomainError) as refusal:
        services.add_criterion(make_call(), CriterionDetails(title="A", **values), by=officer)

    assert refusal.value.field == field


def test_a_published_grid_is_frozen(officer, verbs):
    call = make_call("open")
    details = CriterionDetails(title="A", weight=Points.of(1))
    first = first_criterion(call)
    attempts = [
        lambda: services.add_criterion(call, details, by=officer),
        lambda: services.update_criterion(first, details, by=officer),
        lambda: services.move_criterion(first, 1, by=officer),
        lambda: services.remove_criterion(first, by=officer),
        lambda: services.replace_criteria(call, [], by=officer),
    ]

    for attempt in attempts:
        with pytest.raises(ConflictError):
            attempt()

    assert len(criteria_of(call.current_round.id)) == 2
    assert verbs(call) == []


def test_criterion_changed_meanwhile_is_refused(officer):
    call = make_call("ready")

    with pytest.raises(ConflictError):
        services.update_criterion(
            first_criterion(call),
            CriterionDetails(title="A", weight=Points.of(1), version=99),
            by=officer,
        )


def test_proposal_reads_only_questions_that_are_asked_and_replaces_the_grid(officer):
    call = make_call("ready", language="en", weights=(100,))
    asked = revision_with_questions(call.questionnaire_id)
    keys = {question.key for section in asked.sections for question in section.questions}

    grid = services.proposed_criteria(call, asked)
    services.replace_criteria(call, grid, by=officer)
    db.session.flush()

    assert sum(c.weight.number for c in criteria_of(call.current_round.id)) == 100
    assert [c.position for c in criteria_of(call.current_round.id)] == list(range(1, len(grid) + 1))
    assert criteria_of(call.current_round.id)[0].title.startswith("Contribution to the purpose")
    assert all(keys.issuperset(c.question_keys) for c in criteria_of(call.current_round.id))
    assert any(c.question_keys for c in criteria_of(call.current_round.id))


def test_proposal_needs_an_expected_profile():
    call = make_call()

    with pytest.raises(DomainError):
        services.proposed_criteria(call, revision_with_questions(call.questionnaire_id))


def test_copy_has_its_own_matrix_criteria_and_draft_questionnaire(officer):
    call = make_call("closed")

    copy = duplicate_call(call, by=officer)

    assert copy.expected_profile == call.expected_profile
    assert [(c.title, c.weight) for c in criteria_of(copy.current_round.id)] == [
        (c.title, c.weight) for c in criteria_of(call.current_round.id)
    ]
    assert criteria_of(copy.current_round.id)[0].id != criteria_of(call.current_round.id)[0].id
    copied, original = (revision_with_questions(each.questionnaire_id) for each in (copy, call))
    assert copied.status is RevisionStatus.DRAFT
    assert original.status is RevisionStatus.PUBLISHED
    assert [
        (q.key, q.type, q.label, q.settings, q.stands_for)
        for s in copied.sections
        for q in s.questions
    ] == [
        (q.key, q.type, q.label, q.settings, q.stands_for)
        for s in original.sections
        for q in s.questions
    ]
    assert not {q.stable_id for s in copied.sections for q in s.questions} & {
        q.stable_id for s in original.sections for q in s.questions
    }
