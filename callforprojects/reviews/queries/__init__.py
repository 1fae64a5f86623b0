"""What is read of reviews: the desk of a juror, the scoring room, the results."""

from callforprojects.reviews.queries.desks import (
    Desk,
    DeskFile,
    FileState,
    all_desk_files,
    desk_files,
    desks_of,
)
from callforprojects.reviews.queries.history import Revision, revisions_of, versions_of
from callforprojects.reviews.queries.places import Place, place_of
from callforprojects.reviews.queries.results import (
    CriterionResult,
    Results,
    ScoredFile,
    all_scored_files,
    results_of_application,
    results_of_call,
    reviews_of,
    scored_files,
    standing_of,
)
from callforprojects.reviews.queries.rooms import (
    Dossier,
    Opinion,
    Room,
    WholeFile,
    dossier_of,
    other_opinions,
    review_seats,
    room_of,
    submission_of,
    whole_file_of,
    work_of_call,
)
from callforprojects.reviews.queries.waiting import Waiting, waiting_jurors

__all__ = [
    "CriterionResult",
    "Desk",
    "DeskFile",
    "Dossier",
    "FileState",
    "Opinion",
    "Place",
    "Results",
    "Revision",
    "Room",
    "ScoredFile",
    "Waiting",
    "WholeFile",
    "all_desk_files",
    "all_scored_files",
    "desk_files",
    "desks_of",
    "dossier_of",
    "other_opinions",
    "place_of",
    "results_of_application",
    "results_of_call",
    "review_seats",
    "reviews_of",
    "revisions_of",
    "room_of",
    "scored_files",
    "standing_of",
    "submission_of",
    "versions_of",
    "waiting_jurors",
    "whole_file_of",
    "work_of_call",
]
