"""Giving files to jurors, by hand or evenly. A file already judged is never taken back."""

import uuid
from collections import Counter
from collections.abc import Collection

from sqlalchemy import delete, select

from callforprojects.activity.services import record
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.engines.distribution import Plan
from callforprojects.juries import queries
from callforprojects.juries.juror_progress import progress_of_jurors
from callforprojects.juries.models import Assignment, Juror
from callforprojects.juries.services.notifications import notify_jurors
from callforprojects.juries.services.refusals import (
    refuse_before_closing,
    refuse_when_announced,
    refuse_who_stepped_back,
)


def choose_jurors(application: Application, chosen: frozenset[uuid.UUID], *, by: Visitor) -> None:
    """Make these jurors the ones who judge an application.

    Those who receive it are told a little later, of all the files given meanwhile (`tasks`).
    Raises DomainError before the closing, when the application is not submitted, when one of them
    is not an accepted juror of the call, has a conflict or no room left, or when one left out has
    begun their review.
    """
    refuse_when_announced(application.round)
    refuse_before_closing(application.round)
    _lock_jurors(chosen)
    lock(application)
    if application.status is not ApplicationStatus.SUBMITTED:
        raise DomainError(_("Only submitted applications are given to jurors."))
    present = queries.assigned_jurors(application.id)
    closed = queries.conflicted_jurors(application.id)
    left = {juror.id for juror in queries.jurors_who_left(application.id)}
    added, dropped = chosen - present, present - chosen - closed - left
    _check_added(application, added, closed)
    _check_dropped(application, dropped)
    db.session.add_all(_assignment(juror_id, application.id, by) for juror_id in sorted(added))
    db.session.execute(
        delete(Assignment).where(
            Assignment.application_id == application.id, Assignment.juror_id.in_(dropped)
        )
    )
    record("assignment.changed", application, by=by, added=len(added), removed=len(dropped))


def apply_plan(call: Call, plan: Plan, fingerprint: str, *, by: Visitor) -> int:
    """Give the files as the plan that was previewed says; gives how many were.

    Raises ConflictError when the plan is no longer the one previewed, or when somebody has just
    given a file to one of these jurors, NotAllowed to whoever has stepped back from a file of the
    call. Jurors are told by mail at once, of what was given to them by hand before too.
    """
    refuse_when_announced(call.current_round)
    refuse_before_closing(call.current_round)
    refuse_who_stepped_back(call, by=by)
    if not plan.new and plan.fingerprint == fingerprint:
        raise DomainError(_("There is nothing to give: every file has its jurors already."))
    _lock_jurors({juror for juror, _application in plan.new})
    if plan.fingerprint != fingerprint or _is_too_much(call, plan):
        raise ConflictError(
            _("The jury or the files have changed since this preview. Here is the new one.")
        )
    db.session.add_all(_assignment(juror, application, by) for juror, application in plan.new)
    notify_jurors(call.current_round)
    record("jury.distributed", call, by=by, assignments=len(plan.new))
    return len(plan.new)


def _lock_jurors(juror_ids: Collection[uuid.UUID]) -> None:
    """Hold these seats, in one order: two officers at once never pass the limit of a juror."""
    db.session.execute(
        select(Juror.id)
        .where(Juror.id.in_(juror_ids))
        .order_by(Juror.id)
        .with_for_update(key_share=True)
    ).all()


def _is_too_much(call: Call, plan: Plan) -> bool:
    """Whether a juror of the plan has received files since, and has no longer room for these."""
    received = Counter(juror for juror, _application in plan.new)
    loads = queries.loads_of(call.current_round.id)
    return any(
        juror.capacity is not None and loads.get(juror.id, 0) + received[juror.id] > juror.capacity
        for juror in queries.jurors_who_judge(call.current_round.id)
        if received[juror.id]
    )


def _assignment(juror_id: uuid.UUID, application_id: uuid.UUID, by: Visitor) -> Assignment:
    return Assignment(juror_id=juror_id, application_id=application_id, assigned_by_id=by.id)


def _check_added(
    application: Application, added: frozenset[uuid.UUID], closed: frozenset[uuid.UUID]
) -> None:
    jurors = {juror.id: juror for juror in queries.jurors_who_judge(application.round_id)}
    loads = queries.loads_of(application.round_id)
    for juror_id in added:
        juror = jurors.get(juror_id)
        if juror is None or juror_id in closed:
            raise DomainError(_("This person cannot judge this file."), field="jurors")
        if juror.capacity is not None and loads.get(juror_id, 0) >= juror.capacity:
            raise DomainError(
                _("%(name)s has no room left for another file.", name=juror.full_name),
                field="jurors",
            )


def _check_dropped(application: Application, dropped: frozenset[uuid.UUID]) -> None:
    work = progress_of_jurors(application.round_id)
    if any((juror_id, application.id) in work for juror_id in dropped):
        raise DomainError(
            _("A juror who has begun their review keeps the file: nothing written is lost."),
            field="jurors",
        )
