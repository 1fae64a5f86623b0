"""The pages of who is invited to a jury: accepting the seat, with an account or not; declining."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts.newcomers import form_of_invited, who_accepts
from callforprojects.core.data.feature import landmark
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import public, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.limits import limit
from callforprojects.core.web.preparation import prepared, prepared_by
from callforprojects.juries import queries, services
from callforprojects.juries.forms import AcceptanceForm, NewcomerAcceptanceForm
from callforprojects.juries.views.blueprint import blueprint


def _form_of(token: str) -> NewcomerAcceptanceForm | AcceptanceForm:
    juror = queries.seat_offered(token)
    email = None if juror is None else juror.email
    return form_of_invited(email, NewcomerAcceptanceForm, AcceptanceForm)


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public
@limit("20 per minute", methods=("GET", "POST"))
@prepared_by(_form_of)
def invitation(token: str) -> ResponseReturnValue:
    """One page for whoever has no account: name, password, promises."""
    juror = queries.offered_seat(token)
    form = prepared() or _form_of(token)
    if form.validate_on_submit():
        with form.showing_errors():
            services.accept_seat(juror, by=who_accepts(form, juror.email))
            flash(_("Thank you: you now sit in this jury."), "success")
            return redirect(url_for(landmark("files_to_judge")))
    return render_form("juries/invitation.html", form, juror=juror, token=token)


@blueprint.route("/invitations/<token>/decline", methods=["GET", "POST"])
@public
@limit("20 per minute", methods=("GET", "POST"))
def decline(token: str) -> ResponseReturnValue:
    juror = queries.offered_seat(token)
    form = ConfirmationForm()
    if form.validate_on_submit():
        services.decline_seat(juror, by=visitor())
        funder = juror.jury.call.funder.name
        flash(_("You have declined. %(funder)s sees it at once.", funder=funder), "success")
        return redirect(url_for(landmark("home")))
    return render_template("juries/decline.html", juror=juror, token=token)
