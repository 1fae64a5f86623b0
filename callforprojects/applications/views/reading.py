"""Reading what was filed: one application, the list of a call, its spreadsheet."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.applications import permissions, queries
from callforprojects.applications.forms import asked_filters
from callforprojects.applications.models import Application
from callforprojects.applications.queries import Order
from callforprojects.applications.spreadsheet import csv_of
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.calls.models import Call
from callforprojects.core.access import requires, visitor
from callforprojects.core.pagination import asked_page
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
        readings=readings_of(expected, submission.claimed_profile),
        activity=queries.shown_activity(application, visitor()),
    )


@blueprint.route("/calls/<uuid:call_id>")
@requires(permissions.list_applications, Call, load=[joinedload(Call.funder)])
def index(call: Call) -> ResponseReturnValue:
    filters = asked_filters()
    page = queries.applications_of_call(call.id, filters, page=asked_page())
    return render_template(
        "applications/index.html", call=call, page=page, filters=filters, orders=list(Order)
    )


@blueprint.route("/calls/<uuid:call_id>/download")
@requires(permissions.list_applications, Call)
def download(call: Call) -> ResponseReturnValue:
    content = csv_of(queries.all_applications_of_call(call.id, asked_filters()))
    name = f"{call.reference}-applications.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type="text/csv; charset=utf-8", headers=headers)
