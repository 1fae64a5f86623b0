"""The verbs of reviews: save, hand in, reopen, set aside; and the standing that follows each."""

from callforprojects.reviews.services.grids import Details, Incomplete, Mark, StaleReview
from callforprojects.reviews.services.reminders import remind_jurors
from callforprojects.reviews.services.standings import refresh_standing
from callforprojects.reviews.services.writing import (
    exclude_reviews,
    hand_in_review,
    read_others,
    reopen_review,
    save_review,
    submit_review,
)

__all__ = [
    "Details",
    "Incomplete",
    "Mark",
    "StaleReview",
    "exclude_reviews",
    "hand_in_review",
    "read_others",
    "refresh_standing",
    "remind_jurors",
    "reopen_review",
    "save_review",
    "submit_review",
]
