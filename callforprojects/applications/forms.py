"""The forms of applications: for whom, writing a section, filing, withdrawing, searching."""

import uuid
from collections.abc import Sequence

from flask import request
from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired

from callforprojects.applications.freezing import STATEMENT
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.queries import StartChoice
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import AtMost, LongTextField, choices_of
from callforprojects.core.web.form import Form
from callforprojects.organisations.models import Organisation


class StartForm(Form):
    """For which of one's organisations."""

    organisation_id = RadioField(
        _("Organisation that applies"),
        validators=[DataRequired(_("Choose the organisation that applies."))],
        validate_choice=True,
    )

    def offer(self, choices: Sequence[StartChoice]) -> None:
        """Only those that can apply and have not begun; when there is one, it is chosen."""
        able = [c.organisation for c in choices if c.reason is None and c.draft is None]
        self.organisation_id.choices = choices_of([(str(o.id), o.name) for o in able])
        if len(able) == 1 and self.organisation_id.data is None:
            self.organisation_id.data = str(able[0].id)

    def organisation(self, choices: Sequence[StartChoice]) -> Organisation:
        """The one chosen (the form is valid)."""
        chosen = uuid.UUID(self.organisation_id.data)
        return next(c.organisation for c in choices if c.organisation.id == chosen)

    def draft_chosen(self, choices: Sequence[StartChoice]) -> Application | None:
        """What the one chosen has begun already, in another tab or by a colleague."""
        chosen = self.organisation_id.data
        return next((c.draft for c in choices if str(c.organisation.id) == chosen), None)


class SubmitForm(Form):
    """The declaration that comes with filing."""

    declaration = BooleanField(
        STATEMENT,
        validators=[DataRequired(_("Tick the box to file the application."))],
    )


class WithdrawForm(Form):
    """Why an application is taken back."""

    reason = LongTextField(
        _("Reason"),
        description=_("The funder will read it."),
        validators=[
            DataRequired(_("Say why in a few words.")),
            AtMost(2000, _("2,000 characters at most.")),
        ],
    )


def status_from_request() -> ApplicationStatus | None:
    """The one status of which the applications are wanted, or None for all of them."""
    wanted = request.args.get("status", "")
    return ApplicationStatus(wanted) if wanted in set(ApplicationStatus) else None
