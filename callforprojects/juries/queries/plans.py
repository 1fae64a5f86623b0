"""The even distribution of the files of a call, as it would be made now."""

import uuid
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from callforprojects.engines.distribution import JurorCapacity, Plan, Situation, distribute
from callforprojects.juries.models import Assignment, Juror
from callforprojects.juries.queries.conflicts import closed_pairs
from callforprojects.juries.queries.files import applications_by_id, judged_applications
from callforprojects.juries.queries.jurors import jurors_who_judge


def plan_of(round_id: uuid.UUID, per_file: int) -> Plan:
    """How the files of a call would be given, so that each has `per_file` jurors.

    Who left after handing in their review is one of them.
    """
    jurors = jurors_who_judge(round_id)
    conflicts = closed_pairs(round_id)
    given = db.session.execute(
        select(Assignment.juror_id, Assignment.application_id)
        .join(Application, Application.id == Assignment.application_id)
        .where(Application.round_id == round_id)
    )
    fixed = {(juror, file) for juror, file in given} - conflicts
    situation = Situation(
        applications=db.session.scalars(
            judged_applications(round_id).with_only_columns(Application.id)
        ).all(),
        jurors=[JurorCapacity(juror.id, juror.capacity) for juror in jurors],
        fixed=fixed,
        forbidden=conflicts,
    )
    return distribute(situation, per_file)


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan in names: each file with its new jurors, each juror with their load."""

    plan: Plan
    files: list[tuple[Application, list[Juror]]]
    loads: list[tuple[Juror, int, int]]
    missing: list[tuple[Application, int]]


def preview_of(round_id: uuid.UUID, plan: Plan) -> Preview:
    """A plan as people read it before it is applied."""
    applications = applications_by_id(round_id)
    jurors = {juror.id: juror for juror in jurors_who_judge(round_id)}
    given: dict[uuid.UUID, list[Juror]] = {}
    for juror_id, application_id in plan.new:
        given.setdefault(application_id, []).append(jurors[juror_id])
    received = Counter(juror_id for juror_id, _application in plan.new)
    return Preview(
        plan=plan,
        files=[(applications[file_id], names) for file_id, names in given.items()],
        loads=[(juror, received[key], plan.loads[key]) for key, juror in jurors.items()],
        missing=[(applications[file_id], count) for file_id, count in plan.missing.items()],
    )
