"""Signing up, in and out, recovering access, profile, password, sessions."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts import (
    forms,
    known_browsers,
    password_forms,
    permissions,
    queries,
    services,
)
from callforprojects.accounts.limiting import authenticate_within_limits
from callforprojects.accounts.models import TokenPurpose, UserSession
from callforprojects.accounts.newcomers import NewcomerForm
from callforprojects.accounts.signing_in import (
    leave_session,
    let_in,
    this_session_id,
    this_user,
)
from callforprojects.accounts.views.blueprint import GONE, blueprint
from callforprojects.core.data.feature import landmark
from callforprojects.core.text.i18n import _, current_language
from callforprojects.core.web.access import public, requires, signed_in, visitor
from callforprojects.core.web.destinations import destination
from callforprojects.core.web.form import render_form
from callforprojects.core.web.limits import limit
from callforprojects.core.web.links import lead_to, onward, safe_next
from callforprojects.core.web.preparation import prepared, prepared_by


def _inside() -> str:
    """Where whoever has signed in goes."""
    return safe_next(url_for(landmark("dashboard")))


def _email_from_request() -> str:
    """The address that the invitation at the end of the way was sent to."""
    found = destination()
    return "" if found is None else found.email


@blueprint.route("/sign-up", methods=["GET", "POST"])
@public
@limit("30 per hour")
def sign_up() -> ResponseReturnValue:
    if visitor().is_authenticated:
        return redirect(_inside())
    form = forms.SignUpForm(email=_email_from_request())
    if form.validate_on_submit():
        services.sign_up(form.email.data or "", current_language(), next_path=safe_next(""))
        return redirect(onward("accounts.check_mail"))
    return render_form("accounts/sign_up.html", form)


@blueprint.route("/check-mail")
@public
def check_mail() -> ResponseReturnValue:
    return render_template("accounts/check_mail.html")


@blueprint.route("/confirm/<string:token>", methods=["GET", "POST"])
@public
@prepared_by(password_forms.confirm_form)
def confirm(token: str) -> ResponseReturnValue:
    form = prepared() or NewcomerForm()
    found = queries.usable_token(token, TokenPurpose.CONFIRM)
    if found is None:
        return _confirmed_already(token)
    form.of_email = found.user.email
    lead_to(found.next_path_for(token))
    if form.validate_on_submit():
        with form.showing_errors():
            let_in(services.confirm(token, form.newcomer()))
            return _to_next()
    return render_form("accounts/confirm.html", form, user=found.user)


def _confirmed_already(token: str) -> ResponseReturnValue:
    """A second click ends where the first one ended; it opens no session. A link opens once.

    The keys of forms cannot know it: where the first one ended may hold the secret of an
    invitation, which they do not keep.
    """
    used = queries.used_token(token, TokenPurpose.CONFIRM)
    if request.method == "POST" and used is not None and used.user.confirmed_at is not None:
        lead_to(used.next_path_for(token))
        return _to_next()
    return render_template("accounts/_expired_link.html"), GONE


def _to_next() -> ResponseReturnValue:
    """Where whoever opens their account wanted to go when they asked for it."""
    flash(_("Your account is open."), "success")
    return redirect(_inside())


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@prepared_by(password_forms.sign_in_form)
def sign_in() -> ResponseReturnValue:
    if visitor().is_authenticated:
        return redirect(_inside())
    form = prepared() or forms.SignInForm(email=_email_from_request())
    if form.validate_on_submit():
        with form.showing_errors():
            let_in(authenticate_within_limits(form.email.data or "", form.password.data or ""))
            return redirect(_inside())
    return render_form("accounts/sign_in.html", form)


@blueprint.route("/sign-out", methods=["POST"])
@public
def sign_out() -> ResponseReturnValue:
    leave_session()
    flash(_("You have signed out."), "success")
    return redirect(safe_next(url_for(landmark("home"))))


@blueprint.route("/forgotten", methods=["GET", "POST"])
@public
@limit("20 per hour")
def forgotten() -> ResponseReturnValue:
    form = forms.ForgottenForm()
    if form.validate_on_submit():
        services.ask_reset(form.email.data or "", current_language(), next_path=safe_next(""))
        return redirect(onward("accounts.check_mail"))
    return render_form("accounts/forgotten.html", form)


@blueprint.route("/reset/<string:token>", methods=["GET", "POST"])
@public
@prepared_by(password_forms.reset_form)
def reset(token: str) -> ResponseReturnValue:
    found = queries.usable_token(token, TokenPurpose.RESET)
    if found is None:
        return render_template("accounts/_expired_link.html"), GONE
    lead_to(found.next_path_for(token))
    form = prepared() or forms.ResetForm()
    if form.validate_on_submit():
        with form.showing_errors():
            known_browsers.remember_browser(
                services.reset_password(token, form.password.data or "")
            )
            leave_session()
            flash(_("Your password is changed: you can sign in."), "success")
            return redirect(onward("accounts.sign_in"))
    return render_form("accounts/reset.html", form, user=found.user)


@blueprint.route("/profile", methods=["GET", "POST"])
@signed_in
def profile() -> ResponseReturnValue:
    user = this_user()
    form = forms.ProfileForm(obj=user)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_profile(user, form.details())
            flash(_("Your profile is saved."), "success")
            return redirect(url_for(".profile"))
    return render_form("accounts/profile.html", form, user=user)


@blueprint.route("/password", methods=["GET", "POST"])
@signed_in
@prepared_by(password_forms.password_form)
def password() -> ResponseReturnValue:
    user = this_user()
    form = prepared() or forms.PasswordForm()
    if form.validate_on_submit():
        present, wanted = form.present_password.data or "", form.password.data or ""
        with form.showing_errors():
            services.change_password(user, present, wanted, this_session=this_session_id())
            known_browsers.remember_browser(user)
            flash(_("Your password is changed. Your other sessions have ended."), "success")
            return redirect(url_for(".profile"))
    return render_form("accounts/password.html", form, user=user)


@blueprint.route("/sessions")
@signed_in
def sessions() -> ResponseReturnValue:
    return render_template(
        "accounts/sessions.html",
        sessions=queries.open_sessions(visitor().id),
        this_session_id=this_session_id(),
    )


@blueprint.route("/sessions/<uuid:user_session_id>/end", methods=["POST"])
@requires(permissions.end_session, UserSession, conceal=True)
def end_session(session: UserSession) -> ResponseReturnValue:
    if session.id == this_session_id():
        leave_session()
        return redirect(url_for(landmark("home")))
    services.end_session(session)
    services.forget_browsers(this_user())
    known_browsers.remember_browser(this_user())
    flash(_("The session has ended."), "success")
    return redirect(url_for(".sessions"))


@blueprint.route("/sessions/end-others", methods=["POST"])
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    services.end_other_sessions(this_user(), keep=this_session_id())
    known_browsers.remember_browser(this_user())
    flash(_("Your other sessions have ended."), "success")
    return redirect(url_for(".sessions"))
