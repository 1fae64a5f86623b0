"""The pages of reviews: the juror's files, the scoring session, the results for officers."""

from callforprojects.reviews.views import (
    results as results,
    scoring as scoring,
)
from callforprojects.reviews.views.blueprint import (
    blueprint as blueprint,
)
