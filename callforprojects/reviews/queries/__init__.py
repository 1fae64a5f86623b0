"""What is read of reviews: the desk of a juror, the scoring room, the results."""

from callforprojects.reviews.queries.desks import (
    Desk,
    DeskFile,
    FileState,
    Waiting,
    desks_of,
    next_file,
    waiting_jurors,
)
from callforprojects.reviews.queries.results import (
    CriterionResult,
    Results,
    ScoredFile,
    results_of_application,
    results_of_call,
    reviews_of,
    scored_files,
    standing_of,
    with_standing,
)
from callforprojects.reviews.queries.rooms import (
    Dossier,
    Opinion,
    Room,
    dossier_of,
    other_opinions,
    room_of,
    work_of_call,
)

__all__ = [
    "CriterionResult",
    "Desk",
    "DeskFile",
    "Dossier",
    "FileState",
    "Opinion",
    "Results",
    "Room",
    "ScoredFile",
    "Waiting",
    "desks_of",
    "dossier_of",
    "next_file",
    "other_opinions",
    "results_of_application",
    "results_of_call",
    "reviews_of",
    "room_of",
    "scored_files",
    "standing_of",
    "waiting_jurors",
    "with_standing",
    "work_of_call",
]
