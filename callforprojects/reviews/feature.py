"""What reviews declare."""

from callforprojects.applications.permissions import is_filed
from callforprojects.calls.menu import is_published
from callforprojects.core.data.declarations import ArchivePart, Link, MenuEntry
from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.reviews import permissions, queries
from callforprojects.reviews.models import Review, Standing
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
    archive_parts=[ArchivePart(rows=[Review.application_id, Standing.application_id])],
    call_menu=[
        MenuEntry(
            label=pgettext("menu", "Scores"),
            endpoint="reviews.results",
            covers=("reviews.",),
            may=permissions.see_results,
            when=is_published,
        ),
    ],
    juror_progress=queries.juror_progress_of_call,
    landmarks={
        "files_to_judge": "reviews.mine",
        "judge": "reviews.score",
        "remind_jurors": "reviews.remind",
    },
    navigation={
        "jury": [Link(label=_("Scores"), endpoint="reviews.results", argument="call_id")],
        "application": [
            Link(
                label=_("Compare the reviews"),
                endpoint="reviews.application",
                argument="application_id",
                may=permissions.compare_reviews,
                when=is_filed,
                mark="bar-chart",
                order=3,
            ),
        ],
    },
)
