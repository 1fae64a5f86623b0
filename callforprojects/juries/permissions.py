"""Who runs a jury, who sits in it, who may open a file, and who may say what binds them to it."""

from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
)
from callforprojects.applications.permissions import has_stepped_back, list_applications
from callforprojects.calls import permissions as calls
from callforprojects.calls.models import Call
from callforprojects.core.data.visibility_rules import SitsIn
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.juries.models import Assignment, Juror, Jury

TO_DECLARE = "to_declare"
OPEN = "open"

JURORS = SitsIn(column=Application.id, seats=Assignment, roles={OPEN})
"""Jurors read the files given to them, once they have declared to have no interest in them."""


def call_of(thing: Call | Jury | Juror | Application) -> Call:
    """The call of a jury, of a juror or of an application (which must be loaded with it)."""
    if isinstance(thing, Call):
        return thing
    if isinstance(thing, Juror):
        return thing.jury.call
    return thing.call


def is_call_at_work(application: Application) -> bool:
    """Whether its call is not over (`call` must be loaded)."""
    return not application.round.is_over


@rule
def manage_jury(visitor: Visitor, thing: Call | Jury | Juror | Application) -> bool:
    """Officers of the funder, except on a file from which they stepped back.

    A draft is its authors' own: it has no jury yet, and no officer opens it.
    """
    if isinstance(thing, Application) and not _is_open_to(visitor, thing):
        return False
    return calls.manage_call(visitor, call_of(thing))


def _is_open_to(visitor: Visitor, application: Application) -> bool:
    is_filed = application.status is not ApplicationStatus.DRAFT
    return is_filed and not has_stepped_back(visitor, application)


@rule
def sit(visitor: Visitor, call: Call) -> bool:
    """Jurors who have accepted their seat in the jury of this call."""
    return visitor.seat(Juror, call.id) is not None


@rule
def declare_interests(visitor: Visitor, application: Application) -> bool:
    """Jurors to whom the file was given, as long as it is not closed to them."""
    return visitor.seat(Assignment, application.id) in {TO_DECLARE, OPEN}


@rule
def step_back(visitor: Visitor, application: Application) -> bool:
    """Whoever reads a filed file for the funder, without any seat in the jury."""
    return _is_open_to(visitor, application) and list_applications(visitor, application.call)


@rule
def lift_conflict(visitor: Visitor, conflict: ConflictOfInterest) -> bool:
    """An officer to whom the file is open, and never the person who stepped back."""
    return conflict.user_id != visitor.id and manage_jury(visitor, conflict.application)


@rule
def judge_application(visitor: Visitor, application: Application) -> bool:
    """Jurors to whom the file was given and who have declared to have no interest in it."""
    return JURORS.holds(visitor, application)
