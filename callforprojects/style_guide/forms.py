"""The form of the page of style: one field of each kind."""

from typing import Any

from wtforms import BooleanField, FileField, PasswordField
from wtforms.validators import InputRequired, Optional

from callforprojects.core.data.values import AMOUNT, DAY, EMAIL, INSTANT, PERCENTAGE, WHOLE
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import (
    AtMost,
    ChoiceField,
    LineField,
    LongTextField,
    MultiChoiceField,
    RadioChoiceField,
    TerritoryField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form

_KINDS = [
    ("one", _("First choice")),
    ("two", _("Second choice")),
    ("three", _("Third choice")),
]


def _kinds() -> list[Any]:
    return choices_of(_KINDS)


class StyleForm(Form):
    """It is shown and never sent: the page of style has no POST."""

    text = LineField(
        _("Title of the project"),
        [InputRequired(_("Enter the title of the project.")), AtMost(120)],
    )
    optional = LineField(_("Acronym"), [Optional()], description=_("Twelve letters at most."))
    email = ValueField(
        _("E-mail address"),
        [InputRequired(_("Enter an e-mail address."))],
        kind=EMAIL,
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Enter a password."))],
        render_kw={"autocomplete": "new-password"},
    )
    summary = LongTextField(
        _("Summary"),
        [InputRequired(_("Enter a summary."))],
        max_words=200,
        description=_("What you do, and for whom."),
    )
    remark = LongTextField(_("Remark"), [Optional(), AtMost(500)])
    amount = ValueField(
        _("Amount requested"), [InputRequired(_("Enter the amount requested."))], kind=AMOUNT
    )
    share = ValueField(
        _("Share of the total cost"),
        [InputRequired(_("Enter the share of the total cost."))],
        kind=PERCENTAGE,
    )
    people = ValueField(
        _("People concerned"),
        [InputRequired(_("Enter how many people are concerned."))],
        kind=WHOLE,
    )
    day = ValueField(_("Starting day"), [InputRequired(_("Enter the starting day."))], kind=DAY)
    closing = ValueField(
        _("Closing date and time"),
        [InputRequired(_("Enter the closing date and time."))],
        kind=INSTANT,
    )
    territory = TerritoryField(_("Territory"), [InputRequired(_("Enter a territory."))])
    choice = ChoiceField(_("Phase"), [InputRequired(_("Choose a phase."))], choices=_kinds)
    radio = RadioChoiceField(_("Answer"), [InputRequired(_("Choose an answer."))], choices=_kinds)
    several = MultiChoiceField(
        _("Kinds of expenses"), [InputRequired(_("Choose the kinds of expenses."))], choices=_kinds
    )
    document = FileField(_("Deliberation"), description=_("A PDF of 25 MB at most."))
    agreed = BooleanField(
        _("I have read the terms of the call."),
        [InputRequired(_("Tick this box once you have read the terms."))],
    )
    locked = LineField(_("Reference"), [Optional()], render_kw={"disabled": True})


def _style_form(prefix: str, **values: object) -> StyleForm:
    """A form that reads nothing of the request."""
    return StyleForm(formdata=None, prefix=prefix, data=values, meta={"csrf": False})


def empty_form() -> StyleForm:
    return _style_form("empty-")


def filled_form(**values: object) -> StyleForm:
    return _style_form("filled-", **values)


def wrong_form() -> StyleForm:
    """As it comes back when nothing was written: each field says what is missing."""
    form = _style_form("wrong-", remark="a" * 501, optional="A word that is too long")
    form.validate()
    return form
