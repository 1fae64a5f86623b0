"""The door of the demonstration: choose a role, become that person."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts.models import User
from callforprojects.accounts.signing_in import start_session
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires
from callforprojects.demonstration import permissions, queries
from callforprojects.demonstration.audiences import by_audience
from callforprojects.demonstration.facts import parted

blueprint = Blueprint("demonstration", __name__, url_prefix="/demonstration")


@blueprint.route("/")
@requires(permissions.play, conceal=True, sign_in=False)
def index() -> ResponseReturnValue:
    calls = queries.demonstration_calls()
    notes, shared = parted([call.note or "" for call in calls])
    return render_template(
        "demonstration/index.html",
        audiences=by_audience(queries.playable()),
        calls=list(zip(calls, notes, strict=True)),
        shared=shared,
    )


@blueprint.route("/personas/<uuid:user_id>", methods=["POST"])
@requires(permissions.play_as, User, conceal=True, sign_in=False)
def become(user: User) -> ResponseReturnValue:
    start_session(user)
    flash(_("You are now %(name)s.", name=user.full_name), "success")
    return redirect(url_for("dashboard.index"))
