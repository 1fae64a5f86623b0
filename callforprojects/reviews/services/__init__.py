"""The verbs of reviews: save, hand in, reopen, set aside; and the standing that follows each."""

from callforprojects.reviews.services.grids import (
    Details as Details,
    Incomplete as Incomplete,
    Mark as Mark,
    StaleReview as StaleReview,
    out_of_scale as out_of_scale,
)
from callforprojects.reviews.services.reminders import (
    remind_jurors as remind_jurors,
)
from callforprojects.reviews.services.standings import (
    refresh_standing as refresh_standing,
)
from callforprojects.reviews.services.writing import (
    exclude_reviews as exclude_reviews,
    hand_in_review as hand_in_review,
    read_others as read_others,
    reopen_review as reopen_review,
    save_review as save_review,
    submit_review as submit_review,
)
