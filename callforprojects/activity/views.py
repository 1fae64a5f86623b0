"""The page of the whole activity, for administrators."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from callforprojects.activity import permissions, queries
from callforprojects.activity.tables import ACTIVITY
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.lists import list_state_from_request

blueprint = Blueprint("activity", __name__, url_prefix="/activity")


@blueprint.route("/")
@requires(permissions.see_activity)
def index() -> ResponseReturnValue:
    """All that was done, newest first."""
    state = list_state_from_request(ACTIVITY)
    page = queries.whole_activity(state, visitor())
    return render_template("activity/index.html", page=page, state=state)
