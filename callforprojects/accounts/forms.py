"""The forms of accounts: shape only; the services know the rules."""

from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, Optional

from callforprojects.accounts.newcomers import NamesForm, new_password
from callforprojects.accounts.services import ProfileDetails
from callforprojects.core.data.values import EMAIL, PHONE
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.i18n import LANGUAGES, _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import AtMost, ChoiceField, LineField, ValueField, choices_of
from callforprojects.core.web.form import Form

_ADDRESS = [
    DataRequired(_("Enter your e-mail address.")),
    AtMost(254),
]


class SignUpForm(Form):
    """The address alone: who it is and which password come once it is proved."""

    email = ValueField(
        _("E-mail address"),
        _ADDRESS,
        kind=EMAIL,
        description=_("Your professional address: it tells which organisation you belong to."),
        render_kw={"autocomplete": "email"},
    )


class SignInForm(Form):
    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter your e-mail address."))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"),
        [DataRequired(_("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class ForgottenForm(Form):
    email = ValueField(
        _("E-mail address"), _ADDRESS, kind=EMAIL, render_kw={"autocomplete": "email"}
    )


class ResetForm(Form):
    password = new_password(_("New password"))


class PresentPasswordForm(Form):
    """What is asked again before something that only the person may do."""

    present_password = PasswordField(
        _("Current password"),
        [DataRequired(_("Enter your current password."))],
        render_kw={"autocomplete": "current-password"},
    )


class AddressForm(PresentPasswordForm):
    email = ValueField(
        _("New e-mail address"), _ADDRESS, kind=EMAIL, render_kw={"autocomplete": "email"}
    )


class JoinAccountsForm(PresentPasswordForm):
    email = ValueField(
        _("E-mail address of the other account"),
        _ADDRESS,
        kind=EMAIL,
        render_kw={"autocomplete": "off"},
    )


class ConfirmJoinForm(Form):
    """The other account is proved as the one that is kept was: by its password."""

    other_password = PasswordField(
        _("Password of the other account"),
        [DataRequired(_("Enter the password of the other account."))],
        render_kw={"autocomplete": "off"},
    )


class PasswordForm(PresentPasswordForm):
    password = new_password(_("New password"))


class ProfileForm(NamesForm):
    job_title = LineField(
        _("Job title"),
        [Optional(), AtMost(150)],
        filters=[visible],
        render_kw={"autocomplete": "organization-title"},
    )
    phone = ValueField(_("Telephone"), [Optional()], kind=PHONE, render_kw={"autocomplete": "tel"})
    language = ChoiceField(
        _("Language of the pages and of the mails"), choices=choices_of(LANGUAGES.items())
    )

    details = details_as(ProfileDetails)
