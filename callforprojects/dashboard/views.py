"""The dashboard: one page, with a part for each thing a person does."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from callforprojects.core.data.clock import now
from callforprojects.core.web.access import signed_in, visitor
from callforprojects.dashboard import drafting, queries
from callforprojects.dashboard.first_day import first_day
from callforprojects.dashboard.waiting import DashboardContent, deadlines_of, to_dos_of
from callforprojects.messages.queries import stopped_count
from callforprojects.organisations.queries import count_waiting_accreditations

blueprint = Blueprint("dashboard", __name__)


@blueprint.route("/dashboard")
@signed_in
def index() -> ResponseReturnValue:
    content, at = _dashboard_content(), now()
    return render_template(
        "dashboard/index.html",
        content=content,
        draft_progress=drafting.draft_progress_of(content.applications),
        tasks=to_dos_of(content, at),
        deadlines=deadlines_of(content, at),
        now=at,
        **_of_administration(),
    )


def _dashboard_content() -> DashboardContent:
    """What the organisations of a person do not do is not asked: none ever ceases to do it."""
    person, administers = visitor().id, visitor().is_administrator
    memberships = queries.own_memberships(person)
    applies = any(membership.organisation.is_applicant for membership in memberships)
    funds = any(membership.organisation.is_funder for membership in memberships)
    return DashboardContent(
        memberships=memberships,
        applications=queries.dashboard_applications(person) if applies else (),
        calls=queries.dashboard_calls(person) if funds else (),
        juries=queries.dashboard_juries(person),
        requests=[
            *(queries.requests_to_answer(person) if memberships else ()),
            *(queries.requests_that_nobody_answers() if administers else ()),
        ],
        accreditations=count_waiting_accreditations() if administers else 0,
        own_accreditation_requests=(
            queries.own_accreditation_requests(person) if memberships else ()
        ),
    )


def _of_administration() -> dict[str, Any]:
    """What the dashboard of an administrator of the platform says besides; nothing to others."""
    if not visitor().is_administrator:
        return {"steps": (), "figures": None, "stopped": 0}
    return {
        "steps": first_day(queries.beginnings()),
        "figures": queries.platform_figures(),
        "stopped": stopped_count(visitor()),
    }
