"""What opens once the results are announced: the public results, each applicant's decision."""

import uuid

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.access import public, requires
from callforprojects.core.pagination import asked_page
from callforprojects.reviews.queries import results_of_application, standing_of
from callforprojects.selection import permissions, queries
from callforprojects.selection.forms import asked_results, wants_everything
from callforprojects.selection.spreadsheets import results_csv
from callforprojects.selection.views.blueprint import OF_APPLICATION, blueprint, csv_response


@blueprint.route("/calls/<uuid:call_id>/results")
@public
def results(call_id: uuid.UUID) -> ResponseReturnValue:
    """The selected projects, for everybody; before the announcement there is no such page."""
    call, filters, whole = _announced(call_id), asked_results(), wants_everything()
    totals = queries.result_totals(call)
    page = queries.selected_projects(call, filters, page=asked_page(), whole=whole)
    return render_template(
        "selection/results.html",
        call=call,
        filters=filters,
        totals=totals,
        page=page,
        departements=queries.departements_of(call),
        departement_of=queries.departement_of,
        portfolio=queries.selected_portfolio(call, totals.selected),
        is_whole=whole,
    )


@blueprint.route("/calls/<uuid:call_id>/results/export")
@public
def results_export(call_id: uuid.UUID) -> ResponseReturnValue:
    """The same list for a spreadsheet."""
    call = _announced(call_id)
    page = queries.selected_projects(call, asked_results(), whole=True)
    return csv_response(results_csv(page.items), f"{call.reference}-results.csv")


@blueprint.route("/applications/<uuid:application_id>/decision")
@requires(permissions.see_decision, Application, load=OF_APPLICATION, conceal=True)
def decision(application: Application) -> ResponseReturnValue:
    """What was decided, why, and the mean of the marks by criterion: names are never shown."""
    found = queries.decision_of(application.id)
    if found is None or found.announced_at is None:
        abort(404)
    return render_template(
        "selection/decision.html",
        application=application,
        decision=found,
        standing=standing_of(application.id),
        results=results_of_application(application),
    )


def _announced(call_id: uuid.UUID) -> Call:
    call = queries.announced_call(call_id)
    if call is None:
        abort(404)
    return call
