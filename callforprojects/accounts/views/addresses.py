"""Changing one's address: asking, following the link, stopping it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts import forms, password_forms, queries, services
from callforprojects.accounts.models import TokenPurpose
from callforprojects.accounts.signing_in import leave_session, this_user
from callforprojects.accounts.views.blueprint import GONE, blueprint
from callforprojects.core.outside import mail
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import public, signed_in, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.limits import limit
from callforprojects.core.web.preparation import prepared, prepared_by


@blueprint.route("/address", methods=["GET", "POST"])
@signed_in
@prepared_by(password_forms.address_form)
def address() -> ResponseReturnValue:
    user = this_user()
    form = prepared() or forms.AddressForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.ask_address(user, form.email.data or "", form.present_password.data or "")
            sent = _("Read the mails of the new address: what to do next is written there.")
            flash(mail.sent_or_waiting(sent), "success")
            return redirect(url_for(".address"))
    pending = queries.pending_token(user.id, TokenPurpose.CHANGE_ADDRESS)
    return render_form("accounts/address.html", form, user=user, pending=pending)


@blueprint.route("/confirm-address/<string:token>", methods=["GET", "POST"])
@signed_in
@limit("30 per minute")
def confirm_address(token: str) -> ResponseReturnValue:
    """The link proves the mailbox, the session whose account it is."""
    if request.method == "POST":
        services.confirm_address(token, by=this_user())
        flash(_("Your e-mail address is changed: sign in with it from now on."), "success")
        return redirect(url_for(".profile"))
    found = queries.usable_token(token, TokenPurpose.CHANGE_ADDRESS)
    if found is None or found.user_id != visitor().id:
        return render_template("accounts/_expired_link.html"), GONE
    return render_template("accounts/confirm_address.html", token=token, email=found.email)


@blueprint.route("/stop-address/<string:token>", methods=["GET", "POST"])
@public
@limit("30 per minute")
def stop_address(token: str) -> ResponseReturnValue:
    if request.method == "POST":
        services.stop_address(token)
        leave_session()
        flash(
            _("Your address is kept. Read its mails: a link lets you choose a password."), "success"
        )
        return redirect(url_for(".sign_in"))
    found = queries.usable_token(token, TokenPurpose.STOP_ADDRESS)
    if found is None:
        return render_template("accounts/_expired_link.html"), GONE
    return render_template("accounts/stop_address.html", token=token, email=found.email)
