"""Who may apply to a call: the conditions that are known before anything is written."""

from datetime import datetime

from callforprojects.calls.models import Call, CallStatus
from callforprojects.calls.queries import funds
from callforprojects.calls.statuses import Dated
from callforprojects.core.data.clock import arrived_at
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.organisations.models import Organisation
from callforprojects.territories.models import Territory


def reason_closed(dated: Dated, at: datetime | None = None) -> Sentence | None:
    """Why nobody can apply at this instant, or None. By default, when the request arrived.

    Results that are announced by now close the call, whatever the instant.
    """
    status = dated.current_status
    if status is not CallStatus.ANNOUNCED:
        status = dated.status_at(at or arrived_at())
    return {
        CallStatus.DRAFT: _("This call is not published."),
        CallStatus.UPCOMING: _("This call is not open yet."),
        CallStatus.OPEN: None,
        CallStatus.CLOSED: _("This call is closed."),
        CallStatus.ANNOUNCED: _("This call is closed: its results are announced."),
        CallStatus.CANCELLED: _("This call is cancelled."),
    }[status]


def reason_ineligible(call: Call, organisation: Organisation) -> Sentence | None:
    """Why this organisation cannot apply to this call, or None."""
    if not organisation.is_applicant:
        return _("A funder does not apply to calls.")
    if organisation.is_funder and funds(organisation.id, call):
        return _("This organisation funds the call: it does not apply to it.")
    if not call.accepts(organisation.counts_as):
        if not organisation.type_label:
            return _("This type of organisation is not accepted.")
        return _(
            "This type of organisation is not accepted: %(type)s.", type=organisation.type_label
        )
    if call.areas:
        return _reason_elsewhere(call, organisation)
    return None


def reason_unaccredited(organisation: Organisation, at: datetime) -> Sentence | None:
    """Why this organisation could file nothing at an instant, or None: nobody was shown, by then,
    to act for it.
    """
    if organisation.accredited_at is not None and organisation.accredited_at <= at:
        return None
    return _(
        "%(organisation)s is not accredited yet: you can write, and file once it is.",
        organisation=organisation.name,
    )


def _reason_elsewhere(call: Call, organisation: Organisation) -> Sentence | None:
    """Where nobody knows it to lie is for the officers to check."""
    if organisation.home_id is None:
        return None
    territory = db.session.get_one(Territory, organisation.home_id)
    if call.accepts_from(territory.area):
        return None
    return _("This call is not open to applicants from there: %(area)s.", area=territory.area.label)
