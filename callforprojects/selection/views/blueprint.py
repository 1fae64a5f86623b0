"""The blueprint of the selection, and what its pages load first."""

from flask import Blueprint
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.calls import permissions as calls
from callforprojects.calls.menu import MenuEntry, add_to_menu
from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.text.i18n import pgettext
from callforprojects.selection import permissions

blueprint = Blueprint("selection", __name__, url_prefix="/selection")


def _is_announced(call: Call) -> bool:
    return call.current_status is CallStatus.ANNOUNCED


add_to_menu(
    MenuEntry(
        label=pgettext("menu", "Selection"),
        endpoint="selection.ranking",
        covers=("selection.",),
        may=permissions.see_ranking,
    ),
    MenuEntry(
        label=pgettext("menu", "Results"),
        endpoint="selection.results",
        covers=("selection.results",),
        may=calls.see_call,
        when=_is_announced,
        is_public=True,
    ),
)

OF_CALL = (joinedload(Call.funder),)
OF_APPLICATION = (
    joinedload(Application.call).joinedload(Call.funder),
    joinedload(Application.organisation),
)
