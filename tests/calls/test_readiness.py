"""What misses before publication, and where each step stands."""

from datetime import timedelta

import pytest

from callforprojects.calls.readiness import Step, StepStatus, missing_points, step_statuses
from callforprojects.core.clock import now
from callforprojects.core.i18n import in_language
from callforprojects.questionnaires.models import Section
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.calls import make_call


def said(call):
    asked = revision_with_questions(call.questionnaire_id)
    with in_language("en"):
        return [(point.step, str(point.message)) for point in missing_points(call, asked, now())]


def test_complete_draft_misses_nothing():
    assert said(make_call("ready")) == []


def test_new_draft_misses_what_is_not_written_yet():
    assert said(make_call()) == [
        (Step.PRESENTATION, "Write a summary: people read it first."),
        (Step.PRESENTATION, "Write the description of the call."),
        (Step.PRESENTATION, "Give an e-mail address for questions."),
        (Step.CALENDAR, "Say when the call opens."),
        (Step.CALENDAR, "Say when the call closes."),
        (Step.EXPECTED_PROFILE, "Say what you expect in at least one cell of the matrix."),
        (Step.CRITERIA, "Add at least one criterion."),
    ]


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ((60, 39), "The weights of the criteria total 99: they must total 100."),
        ((60, 41), "The weights of the criteria total 101: they must total 100."),
        ((100, 0), "The criterion “Critère 2” has no weight."),
    ],
)
def test_weights_must_total_100_without_zero(weights, sentence):
    assert said(make_call("ready", weights=weights)) == [(Step.CRITERIA, sentence)]


def test_closing_must_be_in_the_future():
    call = make_call(
        "ready", opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(seconds=1)
    )

    assert said(call) == [
        (Step.CALENDAR, "The closing is already over: choose a later one."),
    ]


def test_criterion_must_read_questions_that_are_asked():
    call = make_call("ready")
    call.criteria[0].question_keys = ["objectives", "gone"]

    assert said(call) == [
        (Step.CRITERIA, "The criterion “Critère 1” reads a question that is no longer asked."),
    ]


def test_questionnaire_must_ask_something_useful():
    call = make_call("ready")
    revision = revision_with_questions(call.questionnaire_id)
    title = next(q for q in revision.sections[0].questions if q.stands_for == "title")
    choice = next(q for s in revision.sections for q in s.questions if q.type == "choice")
    title.stands_for, choice.settings = None, {}
    revision.sections.append(Section(position=99, title="Vide", questions=[]))

    assert said(call) == [
        (Step.QUESTIONNAIRE, "Ask for the title of the project: lists and letters need it."),
        (Step.QUESTIONNAIRE, "The section “Vide” has no question."),
        (Step.QUESTIONNAIRE, f"The question “{choice.label}” offers no choice."),
    ]


def test_questionnaire_must_ask_at_least_one_question():
    call = make_call("ready", weights=())
    revision = revision_with_questions(call.questionnaire_id)
    revision.sections.clear()

    assert (Step.QUESTIONNAIRE, "Ask at least one question.") in said(call)


def test_steps_are_done_to_do_or_optional():
    draft, ready = make_call(), make_call("ready", territory_types=["commune"])
    asked = revision_with_questions(draft.questionnaire_id)

    of_draft = step_statuses(draft, missing_points(draft, asked, now()))

    assert of_draft == {
        Step.PRESENTATION: StepStatus.TO_DO,
        Step.CALENDAR: StepStatus.TO_DO,
        Step.FUNDING: StepStatus.OPTIONAL,
        Step.APPLICANTS: StepStatus.OPTIONAL,
        Step.EXPECTED_PROFILE: StepStatus.TO_DO,
        Step.CRITERIA: StepStatus.TO_DO,
        Step.QUESTIONNAIRE: StepStatus.DONE,
    }
    assert set(step_statuses(ready, []).values()) == {StepStatus.DONE}


def test_every_step_has_words():
    assert all(str(step.label) and str(step.hint) for step in Step)
    assert [status.tone for status in StepStatus] == ["success", "warning", "neutral"]
    assert len({str(status.label) for status in StepStatus}) == len(StepStatus)
