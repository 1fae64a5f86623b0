"""The blueprint of juries, and what its pages load first."""

from flask import Blueprint
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.calls.menu import MenuEntry, add_to_menu, always
from callforprojects.calls.models import Call
from callforprojects.core.text.i18n import pgettext
from callforprojects.juries import permissions
from callforprojects.juries.models import Juror, Jury

blueprint = Blueprint("juries", __name__, url_prefix="/juries")
add_to_menu(
    MenuEntry(
        label=pgettext("menu", "Jury"),
        endpoint="juries.detail",
        covers=("juries.",),
        may=permissions.manage_jury,
        when=always,
    )
)

OF_CALL = [joinedload(Call.funder)]
OF_JUROR = [joinedload(Juror.jury).joinedload(Jury.call).joinedload(Call.funder)]
OF_FILE = [
    joinedload(Application.call).joinedload(Call.funder),
    joinedload(Application.organisation),
]
OF_CONFLICT = [
    joinedload(ConflictOfInterest.user),
    joinedload(ConflictOfInterest.application).options(*OF_FILE),
]
