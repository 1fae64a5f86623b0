"""The pages of a selection: ranking, decisions, letters and announcement, public results."""

from callforprojects.selection.views import (
    announcing as announcing,
    deciding as deciding,
    publishing as publishing,
    ranking as ranking,
)
from callforprojects.selection.views.blueprint import (
    blueprint as blueprint,
)
