"""Whoever opens an account behind a link that proves an address: their form, read on several pages.

It is the page that confirms an address, and that of an invitation, in the feature that invites.
"""

from typing import TypeVar

from wtforms import PasswordField
from wtforms.validators import DataRequired, ValidationError

from callforprojects.accounts import passwords, queries, services
from callforprojects.accounts.services import Newcomer
from callforprojects.accounts.signing_in import let_in
from callforprojects.core.data.names import LONGEST_NAME
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _, current_language
from callforprojects.core.web.access import visitor
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import AtMost, LineField
from callforprojects.core.web.form import Form
from callforprojects.core.web.validators import PlainName

_PLAIN = PlainName(of_person=True)


def new_password(label: str) -> PasswordField:
    """The box of a password that is chosen."""
    return PasswordField(
        label,
        [DataRequired(_("Choose a password."))],
        description=_("12 characters or more. A few words in a row are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


class NamesForm(Form):
    """What people are called."""

    first_name = LineField(
        _("First name"),
        [DataRequired(_("Enter your first name.")), AtMost(LONGEST_NAME), _PLAIN],
        filters=[visible],
        render_kw={"autocomplete": "given-name"},
    )
    last_name = LineField(
        _("Last name"),
        [DataRequired(_("Enter your last name.")), AtMost(LONGEST_NAME), _PLAIN],
        filters=[visible],
        render_kw={"autocomplete": "family-name"},
    )


class NewcomerForm(NamesForm):
    """Who owns an address that is proved. A programme that opens links fills nothing in."""

    password = new_password(_("Password"))
    of_email = ""

    def validate_password(self, field: PasswordField) -> None:
        """All that is wrong is said at once: the service would say it after the rest."""
        try:
            passwords.check_strength(field.data or "", self.of_email)
        except DomainError as error:
            raise ValidationError(str(error)) from error

    details = details_as(Newcomer, apart={"language"})

    def newcomer(self) -> Newcomer:
        """The person, who reads the language of the page."""
        return self.details(language=current_language())


N = TypeVar("N", bound=NewcomerForm)
K = TypeVar("K", bound=Form)


def form_of_invited(email: str | None, newcomer: type[N], known: type[K]) -> N | K:
    """The form of an invitation sent to this address (None: it no longer works), from the request.

    It asks a guest without an account for a name and a password: the link has proved the address.
    The password is hashed when it will be accepted (`core.web.preparation`).
    """
    if email is None or visitor().is_authenticated or queries.has_account(email):
        return known()
    form = newcomer()
    form.of_email = email
    if form.is_submitted() and form.validate():
        hash_password_of(form, email)
    return form


def who_accepts(form: Form, email: str) -> Visitor:
    """The visitor, or whoever opens with this form the account of the address invited.

    They are signed in from now on. Raises as `services.open_invited` does.
    """
    if not isinstance(form, NewcomerForm):
        return visitor()
    user = services.open_invited(email, form.newcomer())
    let_in(user)
    return user


def hash_password_of(form: Form, email: str) -> None:
    """Derive the form in which the new password is kept, when it will be accepted."""
    password = form["password"].data or ""
    if passwords.is_strong(password, email):
        form["password"].data = passwords.hashed(password)
