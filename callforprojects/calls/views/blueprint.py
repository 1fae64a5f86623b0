"""The blueprint of calls: everything lives under /calls/. Its own entries of the menu of a call."""

from flask import Blueprint

from callforprojects.calls.menu import menu_of

blueprint = Blueprint("calls", __name__, url_prefix="/calls")
blueprint.add_app_template_global(menu_of)
