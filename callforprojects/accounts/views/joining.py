"""Joining another account of one's own to this one: asking, then following the link."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts import forms, password_forms, queries, services
from callforprojects.accounts.models import TokenPurpose
from callforprojects.accounts.signing_in import this_user
from callforprojects.accounts.views.blueprint import GONE, blueprint
from callforprojects.core.outside import mail
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import signed_in
from callforprojects.core.web.form import render_form
from callforprojects.core.web.preparation import prepared, prepared_by


@blueprint.route("/join", methods=["GET", "POST"])
@signed_in
@prepared_by(password_forms.join_form)
def join() -> ResponseReturnValue:
    """The same is said of every address: who has an account is nobody else's business."""
    user = this_user()
    form = prepared() or forms.JoinAccountsForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.ask_join(user, form.email.data or "", form.present_password.data or "")
            sent = _("Read the mails of the other address: what to do next is written there.")
            flash(mail.sent_or_waiting(sent), "success")
            return redirect(url_for(".join"))
    pending = queries.pending_token(user.id, TokenPurpose.JOIN)
    return render_form("accounts/join.html", form, user=user, pending=pending)


@blueprint.route("/confirm-join/<string:token>", methods=["GET", "POST"])
@signed_in
@prepared_by(password_forms.confirm_join_form)
def confirm_join(token: str) -> ResponseReturnValue:
    """The link proves the other mailbox, its password the account, the session the one kept."""
    user = this_user()
    form = prepared() or forms.ConfirmJoinForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.join_accounts(token, form.other_password.data or "", by=user)
            flash(_("The two accounts are one now. A mail to each address confirms it."), "success")
            return redirect(url_for(".profile"))
    other = services.account_to_join(token, by=user)
    if other is None:
        return render_template("accounts/_join_expired.html"), GONE
    joining = services.joining_of(other, user)
    context = {"user": user, "other": other, "joining": joining}
    return render_form("accounts/confirm_join.html", form, **context)
