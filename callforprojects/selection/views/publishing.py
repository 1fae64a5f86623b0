"""What opens once the results are announced: the public results, each applicant's decision."""

import uuid
from http import HTTPStatus

from flask import Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.tables import TableState
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.web.access import public, requires
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.files.sending import sent_pdf
from callforprojects.reviews.queries import results_of_application, standing_of
from callforprojects.selection import permissions, queries
from callforprojects.selection.authors import Author
from callforprojects.selection.forms import measure_from_request
from callforprojects.selection.models import Decision
from callforprojects.selection.pictures import map_of_results
from callforprojects.selection.printing import decision_paper
from callforprojects.selection.queries import DepartementTotals
from callforprojects.selection.remedies import remedies_against, remedies_in
from callforprojects.selection.tables import results_table
from callforprojects.selection.views.blueprint import OF_APPLICATION, blueprint


@blueprint.route("/calls/<uuid:call_id>/results")
@public
def results(call_id: uuid.UUID) -> ResponseReturnValue:
    """The selected projects, for everybody; before the announcement there is no such page."""
    call, measure = _announced(call_id), measure_from_request()
    places = queries.departement_totals(call)
    totals = queries.result_totals(call)
    portfolio = queries.selected_portfolio(call, totals.selected)
    state = _list_state(places, has_claims=not portfolio.is_empty)
    page = queries.selected_projects(call, state)
    return render_template(
        "selection/results.html",
        call=call,
        state=state,
        totals=totals,
        page=page,
        claimed=queries.purposes_claimed(page.items),
        places=places,
        picture=map_of_results(places, measure),
        measure=measure,
        portfolio=portfolio,
    )


def _list_state(places: DepartementTotals, *, has_claims: bool) -> TableState:
    """What the address asks of the list. One that once gave it whole leads to its pages."""
    state = list_state_from_request(results_table(places, has_claims=has_claims))
    if "whole" in request.args:
        paged = f"{request.path}?{state.query}".rstrip("?")
        abort(redirect(paged, HTTPStatus.MOVED_PERMANENTLY))
    return state


@blueprint.route("/calls/<uuid:call_id>/results/export")
@public
def results_export(call_id: uuid.UUID) -> Response:
    """The same list for a spreadsheet."""
    call = _announced(call_id)
    table = results_table(queries.departement_totals(call))
    sheet = Spreadsheet(
        name=(pgettext("file", "results"), call.reference),
        columns=table.exported,
        rows=queries.whole_results(call, list_state_from_request(table)),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/applications/<uuid:application_id>/decision")
@requires(permissions.see_decision, Application, load=OF_APPLICATION, conceal=True)
def decision(application: Application) -> ResponseReturnValue:
    """What was decided, why, and the mean of the marks by criterion: names are never shown."""
    found = _announced_decision(application)
    return render_template(
        "selection/decision.html",
        application=application,
        decision=found,
        author=Author.frozen_in(found.snapshot) if found.snapshot else None,
        remedies=_remedies(application, found),
        standing=standing_of(application.id),
        results=results_of_application(application),
    )


@blueprint.route("/applications/<uuid:application_id>/decision/pdf")
@requires(permissions.see_decision, Application, load=OF_APPLICATION, conceal=True)
def decision_pdf(application: Application) -> ResponseReturnValue:
    """The decision as it was announced; one of before the documents were made has none."""
    found = _announced_decision(application)
    if found.snapshot is None:
        abort(404)
    name = f"{application.reference} - {pgettext('file', 'decision')}"
    return sent_pdf("decision", decision_paper(found, found.snapshot), name)


def _remedies(application: Application, decided: Decision) -> str:
    if decided.snapshot:
        return remedies_in(decided.snapshot)
    funder = application.call.funder
    return "" if decided.outcome.is_funded else remedies_against(funder.name, funder.legal_nature)


def _announced_decision(application: Application) -> Decision:
    found = queries.decision_of(application.id)
    if found is None or found.announced_at is None:
        abort(404)
    return found


def _announced(call_id: uuid.UUID) -> Call:
    call = queries.announced_call(call_id)
    if call is None:
        abort(404)
    return call
