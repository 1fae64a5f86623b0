"""The forms of a selection: the filters of its lists, a decision, a proposal, an announcement."""

from typing import Any

from flask import request
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, InputRequired, Optional

from callforprojects.core.errors import ConflictError, DomainError
from callforprojects.core.fields import LongTextField, MoneyField, RadioChoiceField, choices_of
from callforprojects.core.form import Form, VersionField
from callforprojects.core.i18n import _
from callforprojects.iso37101.frame import frame
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.queries import UNDECIDED, Basis, RankingFilters, ResultFilters
from callforprojects.selection.services import Confirmation, DecisionDetails

_LONGEST_SEARCH = 100
_REASON_WORDS = 400


def asked_ranking() -> RankingFilters:
    """What the address asks of the ranking; a value that does not exist filters nothing."""
    types = {kind.code for kind in frame().territory_types}
    return RankingFilters(
        territory_type=_known(request.args.get("territory_type"), types),
        outcome=_known(request.args.get("outcome"), {UNDECIDED, *Outcome}),
        basis=Basis(_known(request.args.get("basis"), set(Basis)) or Basis.REQUESTED),
    )


def asked_results() -> ResultFilters:
    """What the address asks of the public results."""
    return ResultFilters(
        text=request.args.get("q", "").strip()[:_LONGEST_SEARCH],
        departement=request.args.get("departement", "")[:_LONGEST_SEARCH],
    )


def wants_everything() -> bool:
    """Whether the whole list is asked on one page, to print it."""
    return request.args.get("whole") == "1"


class DecisionForm(Form):
    """One decision: which parts go together is the business of the service."""

    version = VersionField()
    outcome = RadioChoiceField(_("Outcome"), [InputRequired(_("Choose an outcome."))])
    amount = MoneyField(
        _("Amount granted"), [Optional()], description=_("For a selected project only.")
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

    def __init__(self, decision: Decision | None, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(obj=decision, **kwargs)
        self.decision = decision
        self.outcome.choices = choices_of((outcome.value, outcome.label) for outcome in Outcome)

    def add_error(self, error: DomainError) -> None:
        """After a conflict the form carries the present version: sending again is a choice."""
        super().add_error(error)
        if isinstance(error, ConflictError):
            self.version.data = self.decision.version if self.decision else None

    @property
    def is_conflict(self) -> bool:
        return self.status == ConflictError.status

    def details(self) -> DecisionDetails:
        return DecisionDetails(
            outcome=Outcome(self.outcome.data),
            amount=self.amount.data,
            reason=self.reason.data or "",
            conditions=self.conditions.data or "",
            version=self.version.data or None,
        )


class ProposalForm(Form):
    """The proposal that was shown."""

    digest = HiddenField()


class PreparationForm(Form):
    """Only the wish to prepare the letters."""


class AnnouncementForm(Form):
    """The last confirmation; an envelope that is passed asks for more."""

    is_excess_accepted = BooleanField(_("We grant more than the envelope, knowingly"))
    justification = LongTextField(
        _("Where the money above the envelope comes from"),
        [Optional()],
        description=_("Kept with the announcement. Not sent to anybody."),
        max_words=_REASON_WORDS,
    )

    def confirmation(self) -> Confirmation:
        return Confirmation(
            is_excess_accepted=bool(self.is_excess_accepted.data),
            justification=self.justification.data or "",
        )


def _known(value: str | None, known: set[str]) -> str:
    return value if value is not None and value in known else ""
