"""Beginning an application and writing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.applications import permissions, queries, services
from callforprojects.applications.drafts import (
    draft_of,
    team_of,
)
from callforprojects.applications.eligibility import reason_closed
from callforprojects.applications.forms import (
    StartForm,
    status_from_request,
)
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.outcomes import outcomes_of
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, signed_in, visitor
from callforprojects.core.web.form import render_form

STATUSES = tuple(ApplicationStatus)


@blueprint.route("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    applications, chosen = queries.applications_of(visitor()), status_from_request()
    displayed = [
        application for application in applications if chosen in (None, application.status)
    ]
    page = {"applications": applications, "displayed": displayed, "chosen": chosen}
    return render_template(
        "applications/mine.html",
        at=now(),
        statuses=STATUSES,
        outcomes=outcomes_of(
            [application.id for application in displayed if application.submitted_at]
        ),
        **page,
    )


@blueprint.route("/start/<uuid:call_id>", methods=["GET", "POST"])
@requires(permissions.start_application, Call, load=[joinedload(Call.funder)])
def start(call: Call) -> ResponseReturnValue:
    form = StartForm()
    choices = queries.start_choices(call, visitor())
    form.offer(choices)
    if form.validate_on_submit():
        with form.showing_errors():
            application = services.start_application(call, form.organisation(choices), by=visitor())
            flash(_("Your draft is created. Several of you can write it."), "success")
            return redirect(url_for(".tasks", application_id=application.id))
    begun = form.draft_chosen(queries.start_choices(call, visitor())) if form.errors else None
    if begun is not None:
        flash(_("This application is begun already: here is its draft."), "info")
        return redirect(url_for(".tasks", application_id=begun.id))
    page = {"choices": choices, "closed": reason_closed(call), "at": now()}
    return render_form("applications/start.html", form, call=call, **page)


@blueprint.route("/<uuid:application_id>/tasks")
@requires(permissions.follow_application, Application, load=queries.WITH_CALL)
def tasks(application: Application) -> ResponseReturnValue:
    if application.submitted_at is not None:
        return redirect(url_for(".detail", application_id=application.id))
    draft = draft_of(application)
    closed = reason_closed(application.round)
    page = {"team": team_of(draft), "closed": closed, "at": now()}
    return render_template("applications/tasks.html", draft=draft, **page)
