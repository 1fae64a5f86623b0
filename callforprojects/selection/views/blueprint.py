"""The blueprint of the selection, and what its pages load first."""

from flask import Blueprint
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Round

blueprint = Blueprint("selection", __name__, url_prefix="/selection")


OF_CALL = (joinedload(Call.funder),)
OF_APPLICATION = (
    joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
    joinedload(Application.organisation),
)
