"""What misses before publication, and where each step stands."""

from datetime import UTC, date, datetime, timedelta

import pytest

from callforprojects.calls.details import NewCall
from callforprojects.calls.models import CallKind
from callforprojects.calls.readiness import (
    early_refusals,
    missing_points,
    step_statuses,
)
from callforprojects.calls.services import create_call
from callforprojects.calls.steps import (
    CALENDAR,
    EXPECTED_PROFILE,
    PRESENTATION,
    QUESTIONNAIRE,
    StepStatus,
    draft_steps,
)
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations.queries import silences_of
from callforprojects.organisations.silence import LegalNature
from callforprojects.questionnaires.models import Section
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.calls import make_call, make_funder, make_officer

pytestmark = pytest.mark.usefixtures("app")


def said(call):
    asked = revision_with_questions(call.questionnaire_id)
    with in_language("en"):
        return [
            (point.step.key, str(point.message)) for point in missing_points(call, asked, now())
        ]


def test_complete_draft_misses_nothing():
    assert said(make_call("ready")) == []


def test_new_draft_misses_what_is_not_written_yet():
    assert said(make_call()) == [
        (PRESENTATION.key, "Write a summary: people read it first."),
        (PRESENTATION.key, "Write the description of the call."),
        (PRESENTATION.key, "Enter an e-mail address for questions."),
        (CALENDAR.key, "Enter the date on which the call opens."),
        (CALENDAR.key, "Enter the date on which the call closes."),
        (EXPECTED_PROFILE.key, "Say what you expect in at least one cell of the matrix."),
        ("criteria", "Add at least one criterion."),
    ]


def test_receipts_must_say_where_the_service_is():
    """Unless the call says it, its funder does."""
    call = make_call("ready", funder=make_funder(contact_phone="", postal_address=""))

    assert said(call) == [
        (
            PRESENTATION.key,
            "Enter the telephone number of the service in charge: receipts must state it.",
        ),
        (
            PRESENTATION.key,
            "Enter the postal address of the service in charge: receipts must state it.",
        ),
    ]
    call.contact_phone, call.contact_address = "+33 2 99 00 00 02", "2 rue des Essais"
    assert said(call) == []
    assert call.contact.phone == "+33 2 99 00 00 02"


def test_a_funder_says_what_it_is_in_law():
    call = make_call("ready", funder=make_funder(own_nature=None))

    sentence = "The page of the funder does not say what it is in law: receipts depend on it."
    assert said(call) == [(PRESENTATION.key, sentence)]


def dated_call(**values):
    dates = {
        "opens_at": datetime(2027, 1, 4, tzinfo=UTC),
        "closes_at": datetime(2027, 3, 31, tzinfo=UTC),
        "results_expected_on": date(2027, 6, 15),
    }
    return make_call("ready", **{**dates, **values})


def refused(call):
    found = early_refusals(call, silences_of(call.funder))
    return [(each.nature, each.first_on, each.last_on) for each in found]


def test_silence_that_refuses_before_the_results_is_said():
    natures = (LegalNature.ASSOCIATION, LegalNature.FOUNDATION, LegalNature.COMPANY)
    dates = (date(2027, 3, 4), date(2027, 5, 31))

    assert refused(dated_call()) == [(nature, *dates) for nature in natures]
    assert refused(dated_call(territory_types=["commune", "association"])) == [
        (LegalNature.ASSOCIATION, *dates)
    ]


def test_silence_that_refuses_before_the_closing_is_said_without_a_day_of_results(sign_in):
    call = dated_call(results_expected_on=None)
    assert len(refused(call)) == 3
    late = dated_call(results_expected_on=None, opens_at=datetime(2027, 2, 1, tzinfo=UTC))
    assert refused(late) == []

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/calendar")

    assert page.has("No day is given for the results, and silence will have refused some")


@pytest.mark.parametrize(
    "values",
    [
        {"territory_types": ["commune", "cc"]},
        {"kind": CallKind.AMI},
        {"funder": {"own_nature": LegalNature.FOUNDATION}},
    ],
)
def test_silence_that_refuses_nobody_is_not_said(values):
    if "funder" in values:
        values = {"funder": make_funder(**values["funder"])}

    assert refused(dated_call(**values)) == []


def test_results_in_time_are_no_cause_for_a_warning():
    call = dated_call()
    call.current_round.results_expected_on = date(2027, 3, 31)
    call.current_round.opens_at = datetime(2027, 2, 1, tzinfo=UTC)

    assert refused(call) == []


def test_closing_must_be_in_the_future():
    call = make_call(
        "ready", opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(seconds=1)
    )

    assert said(call) == [
        (CALENDAR.key, "The closing has already passed: choose a later one."),
    ]


def test_questionnaire_must_ask_something_useful():
    call = make_call("ready")
    revision = revision_with_questions(call.questionnaire_id)
    title = next(q for q in revision.sections[0].questions if q.stands_for == "title")
    choice = next(q for s in revision.sections for q in s.questions if q.type == "choice")
    title.stands_for, choice.settings = None, {}
    revision.sections.append(Section(position=99, title="Vide", questions=[]))

    assert said(call) == [
        (QUESTIONNAIRE.key, "Ask for the title of the project: lists and letters need it."),
        (QUESTIONNAIRE.key, "The section “Vide” has no question."),
        (QUESTIONNAIRE.key, f"The question “{choice.label}” offers no choice."),
    ]


def test_questionnaire_must_ask_at_least_one_question():
    call = make_call("ready", weights=())
    revision = revision_with_questions(call.questionnaire_id)
    revision.sections.clear()

    assert (QUESTIONNAIRE.key, "Ask at least one question.") in said(call)


def test_steps_are_done_to_do_or_optional():
    draft, ready = make_call(), make_call("ready", territory_types=["commune"])
    asked = revision_with_questions(draft.questionnaire_id)

    statuses = step_statuses(draft, missing_points(draft, asked, now()), asked)
    of_draft = [(step.key, status) for step, status in statuses.items()]

    assert of_draft == [
        ("presentation", StepStatus.TO_DO),
        ("calendar", StepStatus.TO_DO),
        ("funding", StepStatus.OPTIONAL),
        ("applicants", StepStatus.OPTIONAL),
        ("expected_profile", StepStatus.TO_DO),
        ("criteria", StepStatus.TO_DO),
        ("questionnaire", StepStatus.PROPOSED),
        ("rules", StepStatus.OPTIONAL),
    ]
    asked.sections[0].title = "Our own title"
    assert set(step_statuses(ready, [], asked).values()) == {StepStatus.DONE}


def test_every_step_has_words():
    assert all(str(step.label) and str(step.hint) for step in draft_steps())
    assert [status.tone for status in StepStatus] == ["success", "warning", "neutral", "neutral"]
    assert len({str(status.label) for status in StepStatus}) == len(StepStatus)


def test_nothing_of_a_new_draft_is_done_before_somebody_has_worked_on_it(sign_in):
    funder = make_funder()
    officer = make_officer(funder, language="en")
    details = NewCall(kind=CallKind.AAP, title="Rivers first", language="fr")
    call = create_call(funder, details, by=officer)
    db.session.commit()

    browser = sign_in(officer)
    page = browser.get(f"/calls/{call.id}/edit")
    assert page.has("0 of 8")
    assert page.has("Proposed, to be read")

    asked = revision_with_questions(call.questionnaire_id)
    asked.sections[0].questions[0].label = "Name of the project"
    db.session.commit()
    page = browser.get(f"/calls/{call.id}/edit")
    assert page.has("1 of 8")
    assert not page.has("Proposed, to be read")
