"""The blueprint of applications, alone so that each group of pages can import it."""

from flask import Blueprint

from callforprojects.applications import permissions
from callforprojects.calls.menu import MenuEntry, add_to_menu
from callforprojects.core.text.i18n import pgettext

blueprint = Blueprint("applications", __name__, url_prefix="/applications")
add_to_menu(
    MenuEntry(
        label=pgettext("menu", "Applications"),
        endpoint="applications.index",
        covers=("applications.",),
        may=permissions.list_applications,
    )
)
