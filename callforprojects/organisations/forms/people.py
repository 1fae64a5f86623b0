"""Inviting, seating, asking to join, answering."""

from wtforms import BooleanField
from wtforms.validators import DataRequired, Optional

from callforprojects.core.data.values import EMAIL
from callforprojects.core.text.i18n import _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    LongTextField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form
from callforprojects.organisations.models import Role
from callforprojects.organisations.services import (
    Invitee,
    Seating,
)

REFUSE = "refuse"


class _Address(Form):
    email = ValueField(
        _("E-mail address"),
        [DataRequired(_("Enter the address of the person to invite.")), AtMost(254)],
        kind=EMAIL,
    )


class _SeatingForm(Form):
    role = RadioChoiceField(
        _("Role"),
        [DataRequired(_("Choose a role."))],
        choices=lambda: choices_of([(role.value, role.in_words) for role in Role]),
    )
    is_signatory = BooleanField(
        _("Signs for the organisation"),
        description=_("The elected or entitled person who certifies its applications."),
    )


class MemberForm(_SeatingForm):
    seating = details_as(Seating)


class InvitationForm(_Address, _SeatingForm):
    invitee = details_as(Invitee)


class JoinForm(Form):
    message = LongTextField(
        _("Who you are"),
        [Optional(), AtMost(1000)],
        description=_("Your department or your role: it helps the administrators to answer."),
        render_kw={"rows": 4},
    )


class AnswerForm(Form):
    answer = RadioChoiceField(
        _("Your answer"),
        [DataRequired(_("Choose an answer."))],
        choices=lambda: choices_of(
            [
                (Role.READER.value, _("Accept as a reader")),
                (Role.EDITOR.value, _("Accept as an editor")),
                (Role.ADMINISTRATOR.value, _("Accept as an administrator")),
                (REFUSE, _("Refuse")),
            ]
        ),
    )

    def role(self) -> Role | None:
        """The role granted; None when refused."""
        return None if self.answer.data == REFUSE else Role(self.answer.data)
