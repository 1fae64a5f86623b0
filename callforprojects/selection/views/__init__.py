"""The pages of a selection: ranking, decisions, letters and announcement, public results."""

from callforprojects.selection.views import announcing, deciding, publishing, ranking
from callforprojects.selection.views.blueprint import blueprint

__all__ = ["announcing", "blueprint", "deciding", "publishing", "ranking"]
