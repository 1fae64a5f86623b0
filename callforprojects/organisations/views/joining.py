"""Asking to join an organisation, and answering who asks."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.core.outside import mail
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.links import onward
from callforprojects.organisations import forms, permissions, queries, services
from callforprojects.organisations.models import JoinRequest, Organisation
from callforprojects.organisations.views.blueprint import blueprint

WITH_BOTH = [joinedload(JoinRequest.organisation), joinedload(JoinRequest.user)]


@blueprint.route("/<uuid:organisation_id>/join", methods=["GET", "POST"])
@requires(permissions.join_organisation, Organisation)
def join(organisation: Organisation) -> ResponseReturnValue:
    form = forms.JoinForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.request_to_join(organisation, form.message.data or "", by=visitor())
            sent = _("Your request is on its way: you will receive the answer by mail.")
            flash(mail.sent_or_waiting(sent), "success")
            return redirect(onward("organisations.detail", organisation_id=organisation.id))
    registered = queries.unaccredited_of(visitor().id, organisation)
    return render_form(
        "organisations/join.html", form, organisation=organisation, registered=registered
    )


@blueprint.route("/join-requests/<uuid:join_request_id>", methods=["GET", "POST"])
@requires(permissions.answer_join_request, JoinRequest, load=WITH_BOTH)
def answer_join_request(join_request: JoinRequest) -> ResponseReturnValue:
    form = forms.AnswerForm()
    if form.validate_on_submit():
        with form.showing_errors():
            role = form.role()
            if role is None:
                services.refuse_request(join_request, by=visitor())
            else:
                services.approve_request(join_request, role, by=visitor())
            flash(mail.sent_or_waiting(_("Your answer is on its way.")), "success")
            return redirect(url_for(".members", organisation_id=join_request.organisation_id))
    return render_form("organisations/answer_join_request.html", form, join_request=join_request)
