"""What reviews declare."""

from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.reviews import queries
from callforprojects.reviews.models import Review
from callforprojects.reviews.personal_data import PERSONAL_DATA

FEATURE = Feature(
    name="reviews",
    label=pgettext("activity", "Reviews"),
    verbs={
        "jury.reminded": _("reminded the jurors of what is due"),
        "review.saved": _("saved the review"),
        "review.submitted": _("submitted the review"),
        "review.others_read": _("read the reviews of the others"),
        "review.reopened": _("reopened the review"),
        "review.excluded": _("set the review aside"),
        "review.restored": _("took the review out of those set aside"),
    },
    seats={Review: queries.review_seats},
    personal_data=PERSONAL_DATA,
)
