"""The ranking of a call, on a page and in a file."""

from flask import render_template
from flask.typing import ResponseReturnValue

from callforprojects.calls.models import Call
from callforprojects.core.access import requires
from callforprojects.core.pagination import asked_page
from callforprojects.selection import permissions, queries
from callforprojects.selection.forms import asked_ranking
from callforprojects.selection.models import Outcome
from callforprojects.selection.queries import Basis
from callforprojects.selection.spreadsheets import ranking_csv
from callforprojects.selection.views.blueprint import OF_CALL, blueprint, csv_response


@blueprint.route("/calls/<uuid:call_id>", endpoint="ranking")
@requires(permissions.see_ranking, Call, load=OF_CALL)
def show(call: Call) -> ResponseReturnValue:
    """The applications of a call in order of merit, and where the envelope ends."""
    filters = asked_ranking()
    return render_template(
        "selection/ranking.html",
        call=call,
        filters=filters,
        page=queries.ranking(call, filters, page=asked_page()),
        totals=queries.totals_of(call),
        bases=list(Basis),
        outcomes=list(Outcome),
    )


@blueprint.route("/calls/<uuid:call_id>/export")
@requires(permissions.see_ranking, Call)
def export(call: Call) -> ResponseReturnValue:
    """The same without pages, for a spreadsheet."""
    rows = queries.whole_ranking(call, asked_ranking())
    return csv_response(ranking_csv(rows, call.envelope), f"{call.reference}-ranking.csv")
