"""The ranking of a call, on a page and in a file."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from callforprojects.applications.permissions import count_stepped_back
from callforprojects.calls.models import Call
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.reviews.permissions import still_to_judge
from callforprojects.reviews.queries import revisions_of
from callforprojects.selection import permissions, queries
from callforprojects.selection.forms import ranking_filters
from callforprojects.selection.tables import RANKING
from callforprojects.selection.views.blueprint import OF_CALL, blueprint


@blueprint.route("/calls/<uuid:call_id>", endpoint="ranking")
@requires(permissions.see_ranking, Call, load=OF_CALL)
def show(call: Call) -> ResponseReturnValue:
    """The applications of a call in order of merit, and where the envelope ends."""
    state = list_state_from_request(RANKING)
    filters = ranking_filters(state, still_to_judge(visitor(), call))
    totals = queries.totals_of(call)
    page = queries.ranking(call, filters, visitor(), page=state.page, totals=totals)
    return render_template(
        "selection/ranking.html",
        call=call,
        state=state,
        filters=filters,
        page=page,
        totals=totals,
        revisions=revisions_of(row.id for row in page.items if row.revised),
        stepped_back=count_stepped_back(visitor(), call),
        to_judge=queries.left_to_judge(call, visitor()),
    )


@blueprint.route("/calls/<uuid:call_id>/export")
@requires(permissions.see_ranking, Call)
def export(call: Call) -> Response:
    """The same without pages, for a spreadsheet."""
    state = list_state_from_request(RANKING)
    filters = ranking_filters(state, still_to_judge(visitor(), call))
    sheet = Spreadsheet(
        name=(pgettext("file", "ranking"), call.reference),
        columns=RANKING.exported,
        rows=queries.whole_ranking(call, filters, visitor()),
    )
    return download_of(sheet, format_from_request())
