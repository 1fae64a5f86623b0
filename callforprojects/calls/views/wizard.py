"""The steps of a draft, as each of its pages shows them: where each stands, what comes next."""

from flask import request, url_for

from callforprojects.calls.models import Call
from callforprojects.calls.readiness import Step, StepStatus, missing_points, step_statuses
from callforprojects.core.data.clock import now
from callforprojects.questionnaires.models import Revision
from callforprojects.questionnaires.queries import revision_with_questions


def steps_of(call: Call, asked: Revision | None = None) -> dict[Step, StepStatus]:
    """Where each step stands; `call` comes with its criteria and expectations."""
    asked = asked or revision_with_questions(call.questionnaire_id)
    return step_statuses(call, missing_points(call, asked, now()), asked)


def after(call: Call, step: Step) -> str:
    """Where one goes once a step is saved: its next one when that was asked, or the list."""
    if request.form.get("action") != "next":
        return url_for(".edit", call_id=call.id)
    following = [*Step][[*Step].index(step) + 1 :]
    page = f".{following[0].value}" if following else ".check"
    return url_for(page, call_id=call.id)
