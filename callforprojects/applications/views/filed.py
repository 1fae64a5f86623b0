"""Reading what was filed: one application, the list of a call, its spreadsheet."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.applications import permissions, queries
from callforprojects.applications.models import Application
from callforprojects.applications.tables import FILED
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.calls.models import Call
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.iso37101.readings import readings_of


@blueprint.route("/<uuid:application_id>")
@requires(permissions.read_application, Application, load=queries.WITH_CALL)
def detail(application: Application) -> ResponseReturnValue:
    submission = queries.latest_submission(application)
    if submission is None:
        return redirect(url_for(".tasks", application_id=application.id))
    expected = application.call.expected_profile
    return render_template(
        "applications/detail.html",
        application=application,
        submission=submission,
        expected=expected,
        readings=readings_of(expected, submission.snapshot.claimed_profile),
        activity=queries.visible_activity(application, visitor()),
    )


@blueprint.route("/calls/<uuid:call_id>")
@requires(permissions.list_applications, Call, load=[joinedload(Call.funder)])
def index(call: Call) -> ResponseReturnValue:
    state = list_state_from_request(FILED)
    page = queries.filed(call.current_round.id, state, visitor())
    return render_template(
        "applications/index.html",
        call=call,
        page=page,
        state=state,
        stepped_back=permissions.count_stepped_back(visitor(), call),
    )


@blueprint.route("/calls/<uuid:call_id>/download")
@requires(permissions.list_applications, Call)
def download(call: Call) -> ResponseReturnValue:
    sheet = Spreadsheet(
        name=[pgettext("file", "Applications"), call.reference],
        columns=FILED.exported,
        rows=queries.all_filed(call.current_round.id, list_state_from_request(FILED), visitor()),
    )
    return download_of(sheet, format_from_request())
