"""What comes once a step of a draft is saved."""

from flask import request, url_for

from callforprojects.calls.models import Call
from callforprojects.calls.steps import draft_steps
from callforprojects.core.data.declarations import DraftStep


def after(call: Call, step: DraftStep) -> str:
    """Where one goes once a step is saved: its next one when that was asked, or the list."""
    if request.form.get("action") != "next":
        return url_for(".edit", call_id=call.id)
    steps = draft_steps()
    following = steps[steps.index(step) + 1 :]
    return url_for(following[0].endpoint if following else ".check", call_id=call.id)
