"""The forms of a selection: the filters of its lists, a decision, a proposal, an announcement."""

import uuid
from typing import Any

from flask import request
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, InputRequired, Optional

from callforprojects.core.data.money import Money
from callforprojects.core.data.values import AMOUNT, DAY, Unreadable
from callforprojects.core.tables import TableState
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    LineField,
    LongTextField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.selection.models import Act, Outcome
from callforprojects.selection.pictures import Measure
from callforprojects.selection.queries import BEST_FIRST, Basis, RankingFilters, decision_of
from callforprojects.selection.services import ActDetails, Confirmation, DecisionDetails

_REASON_WORDS = 400
_SHORT = AtMost(200)


def ranking_filters(state: TableState, masked: frozenset[uuid.UUID]) -> RankingFilters:
    """What the address asks of the ranking, without the marks of the files to judge."""
    column = state.table.column(state.sort_key)
    return RankingFilters(
        conditions=state.conditions,
        basis=state.choice("basis", Basis) or Basis.REQUESTED,
        order_by=BEST_FIRST if column is None else column.order_by,
        sort_order=state.sort_order,
        masked=masked,
        line=_amount(state.text("line")),
    )


def measure_from_request() -> Measure:
    """What the map of the results shows."""
    text = request.args.get("measure", "")
    return Measure(text) if text in set(Measure) else Measure.PROJECTS


class DecisionForm(VersionedForm):
    """One decision: which parts go together is the business of the service."""

    outcome = RadioChoiceField(_("Outcome"), [InputRequired(_("Choose an outcome."))])
    amount = ValueField(
        _("Amount granted"),
        [Optional()],
        description=_("For a selected project only."),
        kind=AMOUNT,
    )
    reason = LongTextField(
        _("Reason"),
        [DataRequired(_("Give the reason: the applicant will read it, whatever the outcome."))],
        description=_(
            "The applicant reads it as you write it here, once the results are announced."
        ),
        max_words=_REASON_WORDS,
    )
    conditions = LongTextField(
        _("Conditions"),
        [Optional()],
        description=_("For the outcome “Selected with conditions” only."),
        max_words=_REASON_WORDS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.outcome.choices = choices_of((outcome.value, outcome.label) for outcome in Outcome)

    def add_error(self, error: DomainError) -> None:
        """What somebody saved meanwhile is another row: it is the one to show, and to send from."""
        if isinstance(error, ConflictError) and self.thing is not None:
            self._obj = decision_of(self._obj.application_id)
        super().add_error(error)

    details = details_as(DecisionDetails)


class ProposalForm(Form):
    """The proposal that was shown."""

    digest = HiddenField()


class PreparationForm(Form):
    """Who decides: each letter names the author of the decision."""

    author_name = LineField(
        _("First and last name of the author"),
        [DataRequired(_("Enter the first and last name of the person who decides.")), _SHORT],
        filters=[visible],
    )
    author_capacity = LineField(
        _("Capacity"),
        [DataRequired(_("Enter the capacity in which they decide.")), _SHORT],
        description=_("For example: Director general."),
        filters=[visible],
    )
    delegation = LineField(
        _("Delegation"),
        [Optional(), AtMost(300)],
        description=_("The act that gives them the right to decide, when they do so for somebody."),
        filters=[visible],
    )
    signed_on = ValueField(
        _("Date of the decision"), [InputRequired(_("Enter the date of the decision."))], kind=DAY
    )
    number = LineField(
        _("Number of the decision"),
        [Optional(), AtMost(60)],
        description=_("That of your register, if it has one."),
        filters=[visible],
    )

    details = details_as(ActDetails)

    def recall_delegation(self, last: Act) -> None:
        """Say that of whoever decided last: in the box, it would be printed with any name."""
        if last.delegation:
            self.delegation.description = _(
                "The act that gives them the right to decide, when they do so for somebody."
                " The last one, for %(name)s: %(delegation)s",
                name=last.author_name,
                delegation=last.delegation,
            )


class AnnouncementForm(Form):
    """The last confirmation; what passes the envelope, or is not finished, asks for more."""

    is_excess_accepted = BooleanField(_("We confirm a total above the budget"))
    justification = LongTextField(
        _("Where the money above the budget comes from"),
        description=_("Kept with the announcement. Not sent to anybody."),
        max_words=_REASON_WORDS,
    )

    unfinished_reason = LongTextField(
        _("Why the results are announced all the same"),
        description=_("Kept in the activity of the call. Not sent to anybody."),
        max_words=_REASON_WORDS,
    )

    confirmation = details_as(Confirmation)


def _amount(text: str) -> Money | None:
    """What somebody typed in the address; what is no amount is as if it were not."""
    try:
        amount = AMOUNT.parse_any(text)
    except Unreadable:
        return None
    return amount or None
