"""Where the pages of reviews are."""

from flask import Blueprint

from callforprojects.calls.menu import MenuEntry, add_to_menu
from callforprojects.core.text.i18n import pgettext
from callforprojects.reviews import permissions

blueprint = Blueprint("reviews", __name__, url_prefix="/reviews")
add_to_menu(
    MenuEntry(
        label=pgettext("menu", "Scores"),
        endpoint="reviews.results",
        covers=("reviews.",),
        may=permissions.see_results,
    )
)
