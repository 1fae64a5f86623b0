"""The blueprint of juries, and what its pages load first."""

from flask import Blueprint
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application, ConflictOfInterest, Project
from callforprojects.calls.models import Call, Round
from callforprojects.juries.models import Juror, Jury

blueprint = Blueprint("juries", __name__, url_prefix="/juries")

OF_CALL = [joinedload(Call.funder)]
OF_JUROR = [
    joinedload(Juror.jury).joinedload(Jury.round).joinedload(Round.call).joinedload(Call.funder)
]
OF_FILE = [
    joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
    joinedload(Application.organisation),
]
OF_CONFLICT = [
    joinedload(ConflictOfInterest.user),
    joinedload(ConflictOfInterest.project).joinedload(Project.applications).options(*OF_FILE),
]
