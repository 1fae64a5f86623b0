"""The page of the whole activity, for administrators."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from callforprojects.activity import permissions, queries
from callforprojects.activity.forms import ActivityFiltersForm
from callforprojects.core.access import requires
from callforprojects.core.form import render_form
from callforprojects.core.pagination import asked_page

blueprint = Blueprint("activity", __name__, url_prefix="/activity")


@blueprint.route("/")
@requires(permissions.see_activity)
def index() -> ResponseReturnValue:
    """All that was done, newest first; filters that make no sense are shown with their errors."""
    form = ActivityFiltersForm()
    filters = form.details() if form.validate() else queries.ActivityFilters()
    page = queries.whole_activity(filters, page=asked_page())
    kept = {name: request.args.get(name, "") for name in ("verb", "since", "until")}
    return render_form("activity/index.html", form, page=page, kept=kept)
