"""The blueprint of calls: everything lives under /calls/. Its own entries of the menu of a call."""

from flask import Blueprint

from callforprojects.calls import permissions
from callforprojects.calls.menu import MenuEntry, add_to_menu, always, menu_of
from callforprojects.core.text.i18n import pgettext

blueprint = Blueprint("calls", __name__, url_prefix="/calls")
blueprint.add_app_template_global(menu_of)


add_to_menu(
    MenuEntry(
        label=pgettext("menu", "Page of the call"),
        endpoint="calls.detail",
        covers=(
            *("calls.detail", "calls.questions", "calls.eligibility", "calls.preview"),
            "applications.start",
        ),
        may=permissions.see_call,
        when=always,
        is_public=True,
    ),
    MenuEntry(
        label=pgettext("menu", "Management"),
        endpoint="calls.edit",
        covers=("calls.",),
        may=permissions.edit_call,
        when=always,
    ),
)
