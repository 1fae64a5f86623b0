"""The pages of interests: declared by jurors and officers, noted by the funder, lifted."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.applications.permissions import count_stepped_back
from callforprojects.calls.models import Call
from callforprojects.core.data.feature import landmark
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.juries import permissions, queries, services
from callforprojects.juries.forms import (
    ConflictForm,
    DeclarationForm,
    LiftingForm,
    StepBackForm,
    declarations_form,
)
from callforprojects.juries.views.blueprint import OF_CALL, OF_CONFLICT, OF_FILE, blueprint


@blueprint.route("/applications/<uuid:application_id>/conflict", methods=["GET", "POST"])
@requires(permissions.manage_jury, Application, load=OF_FILE)
def conflict(application: Application) -> ResponseReturnValue:
    jurors = {str(seat.id): seat for seat in queries.jurors_with_account(application.round_id)}
    form = ConflictForm()
    form.offer_jurors(jurors.values())
    if form.validate_on_submit():
        with form.showing_errors():
            juror = jurors[form.juror.data]
            services.pin_conflict(juror, application, form.reason.data or "", by=visitor())
            flash(_("The file is closed to %(name)s.", name=juror.full_name), "success")
            return redirect(url_for(".choose", application_id=application.id))
    return render_form("juries/conflict.html", form, application=application)


@blueprint.route("/calls/<uuid:call_id>/declarations", methods=["GET", "POST"])
@requires(permissions.sit, Call, load=OF_CALL, conceal=True)
def declarations(call: Call) -> ResponseReturnValue:
    juror = queries.juror_of(visitor().id, call.current_round.id)
    form = declarations_form(queries.files_to_declare(juror.id))
    if form.validate_on_submit():
        with form.showing_errors():
            services.declare_many(juror, form.statements(), by=visitor())
            flash(_("Your declarations are saved."), "success")
            return redirect(url_for(landmark("files_to_judge")))
    return render_form(
        "juries/declarations.html",
        form,
        call=call,
        stepped_back=count_stepped_back(visitor(), call),
        is_last=queries.leaves_nobody(call, visitor()),
    )


@blueprint.route("/applications/<uuid:application_id>/declare", methods=["GET", "POST"])
@requires(permissions.declare_interests, Application, load=OF_FILE, conceal=True)
def declare(application: Application) -> ResponseReturnValue:
    form = DeclarationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            juror = queries.juror_of(visitor().id, application.round_id)
            statement = form.details()
            services.declare_interests(juror, application, statement, by=visitor())
            if statement.has_conflict:
                flash(_("This file is closed to you. Thank you for saying so."), "success")
                return redirect(url_for(landmark("files_to_judge")))
            return redirect(url_for(landmark("judge"), application_id=application.id))
    is_last = queries.leaves_nobody(application.call, visitor())
    return render_form("juries/declare.html", form, application=application, is_last=is_last)


@blueprint.route("/applications/<uuid:application_id>/step-back", methods=["GET", "POST"])
@requires(permissions.step_back, Application, load=OF_FILE)
def step_back(application: Application) -> ResponseReturnValue:
    """Close a file to oneself, with or without a seat in the jury."""
    form = StepBackForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.step_back(application, form.reason.data or "", by=visitor())
            flash(_("This file is closed to you. Thank you for saying so."), "success")
            return redirect(url_for("applications.index", call_id=application.call_id))
    is_last = queries.leaves_nobody(application.call, visitor())
    return render_form("juries/step_back.html", form, application=application, is_last=is_last)


@blueprint.route("/conflicts/<uuid:conflict_of_interest_id>/lift", methods=["GET", "POST"])
@requires(permissions.lift_conflict, ConflictOfInterest, load=OF_CONFLICT, conceal=True)
def lift_conflict(conflict: ConflictOfInterest) -> ResponseReturnValue:
    """Open a file again to somebody who had stepped back from it."""
    form = LiftingForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.lift_conflict(conflict, form.reason.data or "", by=visitor())
            flash(_("The file is open to %(name)s again.", name=conflict.user.full_name), "success")
            return redirect(url_for(".choose", application_id=conflict.application.id))
    return render_form("juries/lift_conflict.html", form, conflict=conflict)
