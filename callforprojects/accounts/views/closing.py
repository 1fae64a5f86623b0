"""Closing one's account."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts import forms, password_forms, services
from callforprojects.accounts.signing_in import forget_session, has_closed_account, this_user
from callforprojects.accounts.views.blueprint import blueprint
from callforprojects.core.data.feature import landmark
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import public, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.preparation import prepared, prepared_by


@blueprint.route("/close", methods=["GET", "POST"])
@public
@prepared_by(password_forms.close_form)
def close() -> ResponseReturnValue:
    """A second click finds nobody signed in any more: it ends where the first one ended."""
    if not visitor().is_authenticated:
        return _closed() if has_closed_account() else abort(401)
    user = this_user()
    form = prepared() or forms.PresentPasswordForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.close_own_account(user, form.present_password.data or "")
            return _closed()
    closing = services.closing_of(user, by=user)
    return render_form("accounts/close.html", form, user=user, closing=closing)


def _closed() -> ResponseReturnValue:
    forget_session()
    flash(_("Your account is closed. A last mail confirms it."), "success")
    return redirect(url_for(landmark("home")))
