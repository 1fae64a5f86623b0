"""Publishing, postponing, cancelling: pages that ask twice."""

from wtforms.validators import DataRequired, InputRequired, Optional

from callforprojects.calls.details import NewClosing
from callforprojects.core.data.values import DAY, INSTANT
from callforprojects.core.text.i18n import _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import LongTextField, ValueField
from callforprojects.core.web.versioned_form import VersionedForm


class PublishForm(VersionedForm):
    """Publish the draft that was read, not one that changed meanwhile."""


class PostponeForm(VersionedForm):
    """A later closing, with the reason that everybody reads."""

    closes_at = ValueField(
        _("New closing"), [InputRequired(_("Enter the new closing."))], kind=INSTANT
    )
    questions_until = ValueField(_("Questions until"), [Optional()], kind=INSTANT)
    results_expected_on = ValueField(_("Results expected on"), [Optional()], kind=DAY)
    reason = LongTextField(
        _("Reason"),
        [DataRequired(_("Enter the reason."))],
        max_words=100,
        description=_("Shown on the page of the call."),
        render_kw={"rows": 3},
    )

    details = details_as(NewClosing)


class CancelForm(VersionedForm):
    """The end of a call, with the reason that everybody reads."""

    reason = LongTextField(
        _("Reason"),
        [DataRequired(_("Enter the reason."))],
        max_words=200,
        description=_("Shown on the page of the call."),
        render_kw={"rows": 4},
    )
