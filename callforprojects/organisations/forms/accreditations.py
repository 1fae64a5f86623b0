"""Examining accreditation requests, entering a code, keeping known domains."""

from wtforms.validators import DataRequired, Optional

from callforprojects.core.data.values import EMAIL, SIREN
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import (
    AtMost,
    LineField,
    LongTextField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form

GRANT, SEND_CODE, REFUSE = "grant", "code", "refuse"
_SHORT = AtMost(200)


class ExaminationForm(Form):
    """What an administrator of the platform does with a request."""

    answer = RadioChoiceField(
        _("Your answer"),
        [DataRequired(_("Choose an answer."))],
        choices=lambda: choices_of(
            [
                (GRANT, _("Accredit: I have verified who asks")),
                (SEND_CODE, _("Send a code to an address of a public register")),
                (REFUSE, _("Refuse")),
            ]
        ),
    )
    reason = LongTextField(
        _("Reason"),
        [Optional(), AtMost(1000)],
        description=_(
            "What you have verified, or why you refuse. It is kept; a refusal is sent with it."
        ),
        render_kw={"rows": 3},
    )
    address = ValueField(
        _("Address of the public register"),
        [Optional(), _SHORT],
        kind=EMAIL,
        description=_("Copy it from the register, never from what the person says."),
    )
    register = LineField(
        _("Name of the register"),
        [Optional(), _SHORT],
        description=_("Where you have copied the address: its name, or its web address."),
        filters=[visible],
    )


class CodeForm(Form):
    code = LineField(
        _("Code received"),
        [DataRequired(_("Enter the code.")), AtMost(40)],
        filters=[visible],
    )


class StatementForm(Form):
    """To ask again, after a refusal."""

    statement = LongTextField(
        _("Who you are"),
        [DataRequired(_("Say what is new.")), AtMost(1000)],
        description=_("Your role there, and where it can be verified."),
        render_kw={"rows": 4},
    )


class KnownDomainForm(Form):
    domain = LineField(
        _("Domain"),
        [DataRequired(_("Enter a domain.")), _SHORT],
        description=_("What follows the @ in its addresses, for example town.fr."),
        filters=[visible],
    )
    siren = ValueField(
        _("SIREN"),
        [DataRequired(_("Enter the SIREN of the institution."))],
        kind=SIREN,
        description=_("9 digits."),
    )
    name = LineField(
        _("Name of the institution"),
        [Optional(), _SHORT],
        description=_(
            "As its register writes it: who registers it under another name waits for an answer. "
            "That of a territory comes with its SIREN."
        ),
        filters=[visible],
    )

    def details(self) -> tuple[str, str, str]:
        """Domain, SIREN and name."""
        return self.domain.data or "", self.siren.data or "", self.name.data or ""
