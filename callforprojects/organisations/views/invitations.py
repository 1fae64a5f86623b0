"""Inviting people, sending again, taking back, and the page that a mail leads to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.accounts.newcomers import NewcomerForm, form_of_invited, who_accepts
from callforprojects.core.outside import mail
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import public, requires, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.limits import limit
from callforprojects.core.web.preparation import prepared, prepared_by
from callforprojects.organisations import forms, permissions, queries, services
from callforprojects.organisations.models import Invitation, Organisation
from callforprojects.organisations.views.blueprint import blueprint

WITH_ORGANISATION = [joinedload(Invitation.organisation)]
_GONE = 410


@blueprint.route("/<uuid:organisation_id>/invite", methods=["GET", "POST"])
@requires(permissions.manage_members, Organisation)
@limit("30 per minute")
def invite(organisation: Organisation) -> ResponseReturnValue:
    form = forms.InvitationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.invite(organisation, form.invitee(), by=visitor())
            flash(mail.sent_or_waiting(_("The invitation is on its way.")), "success")
            return redirect(url_for(".members", organisation_id=organisation.id))
    return render_form(
        "organisations/_member_form.html", form, organisation=organisation, membership=None
    )


@blueprint.route("/invitations/<uuid:invitation_id>/resend", methods=["POST"])
@requires(permissions.manage_invitation, Invitation, load=WITH_ORGANISATION)
@limit("30 per minute")
def resend_invitation(invitation: Invitation) -> ResponseReturnValue:
    services.resend_member_invitation(invitation, by=visitor())
    flash(mail.sent_or_waiting(_("The invitation is on its way.")), "success")
    return redirect(url_for(".members", organisation_id=invitation.organisation_id))


@blueprint.route("/invitations/<uuid:invitation_id>/revoke", methods=["POST"])
@requires(permissions.manage_invitation, Invitation, load=WITH_ORGANISATION)
def revoke_invitation(invitation: Invitation) -> ResponseReturnValue:
    services.revoke_invitation(invitation, by=visitor())
    flash(_("The invitation is taken back."), "success")
    return redirect(url_for(".members", organisation_id=invitation.organisation_id))


def _form_of(token: str) -> NewcomerForm | ConfirmationForm:
    invitation = queries.invitation_by_token(token)
    email = None if invitation is None else invitation.email
    return form_of_invited(email, NewcomerForm, ConfirmationForm)


@blueprint.route("/invitations/accept/<string:token>", methods=["GET", "POST"])
@public
@limit("30 per minute")
@prepared_by(_form_of)
def accept_invitation(token: str) -> ResponseReturnValue:
    """One page for whoever has no account: name, password, accept."""
    invitation = queries.invitation_by_token(token)
    if invitation is None:
        return render_template("organisations/_expired_invitation.html"), _GONE
    form = prepared() or _form_of(token)
    if form.validate_on_submit():
        with form.showing_errors():
            by = who_accepts(form, invitation.email)
            services.accept_invitation(token, by=by)
            flash(_("You are now a member."), "success")
            return redirect(url_for(".detail", organisation_id=invitation.organisation_id))
    registered = queries.unaccredited_of(visitor().id, invitation.organisation)
    page = {"invitation": invitation, "registered": registered}
    return render_form("organisations/accept_invitation.html", form, **page)
