"""The forms that bring a password, read before the turn to write: argon2 is slow on purpose.

Each gives its form with the slow work done (`passwords.PreparedPassword`), and decides nothing: the
view and the services ask all of it again in the transaction that writes, and find the work done
unless somebody has changed the password meanwhile. Nothing is worked out for what will be refused.
"""

from typing import TypeVar

from callforprojects.accounts import forms, limiting, passwords, queries, services
from callforprojects.accounts.models import TokenPurpose
from callforprojects.accounts.newcomers import NewcomerForm, hash_password_of
from callforprojects.accounts.signing_in import this_user
from callforprojects.core.web.access import visitor
from callforprojects.core.web.form import Form
from callforprojects.core.web.limits import limit

F = TypeVar("F", bound=Form)
P = TypeVar("P", bound=forms.PresentPasswordForm)


def sign_in_form() -> forms.SignInForm:
    """The password is checked, unless too many attempts have failed."""
    form = forms.SignInForm()
    if form.validate():
        email, password = form.email.data or "", form.password.data or ""
        form.password.data = limiting.checked_ahead(email, password)
    return form


@limit("10 per minute")
def password_form() -> forms.PasswordForm:
    """The present password is checked; when it is right, the new one is hashed."""
    form = forms.PasswordForm()
    if _is_proved(form):
        hash_password_of(form, this_user().email)
    return form


@limit("10 per minute")
def close_form() -> forms.PresentPasswordForm:
    """The present password is checked."""
    return _checked(forms.PresentPasswordForm())


@limit("10 per minute")
def address_form() -> forms.AddressForm:
    """The present password is checked."""
    return _checked(forms.AddressForm())


@limit("10 per minute")
def join_form() -> forms.JoinAccountsForm:
    """The present password is checked."""
    return _checked(forms.JoinAccountsForm())


@limit("10 per minute")
def confirm_join_form(token: str) -> forms.ConfirmJoinForm:
    """The password of the other account is checked, for whoever has a link that works."""
    form = forms.ConfirmJoinForm()
    if form.validate() and visitor().is_authenticated:
        other = services.account_to_join(token, by=this_user())
        if other is not None:
            password = form.other_password.data or ""
            form.other_password.data = passwords.checked(password, other.password_hash)
    return form


@limit("10 per minute")
def reset_form(token: str) -> forms.ResetForm:
    """The new password is hashed, for whoever has a link that works."""
    return _behind_link(forms.ResetForm(), token, TokenPurpose.RESET)


@limit("30 per minute")
def confirm_form(token: str) -> NewcomerForm:
    """The first password is hashed, for whoever has a link that works."""
    return _behind_link(NewcomerForm(), token, TokenPurpose.CONFIRM)


def _checked(form: P) -> P:
    _is_proved(form)
    return form


def _is_proved(form: forms.PresentPasswordForm) -> bool:
    """Whether the form is complete and the present password right; it is compared here."""
    if not form.validate() or not visitor().is_authenticated:
        return False
    checked = passwords.checked(form.present_password.data or "", this_user().password_hash)
    form.present_password.data = checked
    return checked.is_right


def _behind_link(form: F, token: str, purpose: TokenPurpose) -> F:
    found = queries.usable_token(token, purpose)
    if form.validate() and found is not None:
        hash_password_of(form, found.user.email)
    return form
