"""Who ranks, decides and announces; who reads a decision, and when."""

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import is_filed
from callforprojects.calls import permissions as calls
from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.juries import permissions as juries
from callforprojects.organisations.permissions import is_member_of


@rule
def see_ranking(visitor: Visitor, call: Call) -> bool:
    """Officers of the funder."""
    return calls.manage_call(visitor, call)


def waits_for_decision(application: Application) -> bool:
    """Whether it is filed, and its call closed and not announced (`call` must be loaded)."""
    return is_filed(application) and application.round.current_status is CallStatus.CLOSED


@rule
def decide_application(visitor: Visitor, application: Application) -> bool:
    """Officers of the funder, save on a file from which they stepped back.

    Stepping back is total: no preparatory work, no decision (law 2013-907, article 2).
    """
    return juries.manage_jury(visitor, application)


@rule
def announce_results(visitor: Visitor, call: Call) -> bool:
    """Officers of the funder; whether it is possible now is the business of the services."""
    return calls.manage_call(visitor, call)


@rule
def read_letter(visitor: Visitor, application: Application) -> bool:
    """Whoever may decide on the application that the letter is about."""
    return decide_application(visitor, application)


@rule
def see_decision(visitor: Visitor, application: Application) -> bool:
    """Once announced: members of the organisation that applied, and officers of the funder."""
    if application.round.current_status is not CallStatus.ANNOUNCED:
        return False
    return is_member_of(visitor, application.organisation_id) or decide_application(
        visitor, application
    )
