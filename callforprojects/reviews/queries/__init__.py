"""What is read of reviews: the files of a juror, the scoring session, the results."""

from callforprojects.reviews.queries.history import (
    ReviewRevision as ReviewRevision,
    revisions_of as revisions_of,
    versions_of as versions_of,
)
from callforprojects.reviews.queries.juror_files import (
    FILE_STATE as FILE_STATE,
    WAITING_FIRST as WAITING_FIRST,
    FileState as FileState,
    JurorCall as JurorCall,
    JurorFile as JurorFile,
    all_juror_files as all_juror_files,
    juror_calls as juror_calls,
    juror_files_page as juror_files_page,
)
from callforprojects.reviews.queries.navigation import (
    FileNavigation as FileNavigation,
    navigation_of as navigation_of,
)
from callforprojects.reviews.queries.results import (
    CriterionResult as CriterionResult,
    Results as Results,
    ScoredFile as ScoredFile,
    all_scored_files as all_scored_files,
    results_of_application as results_of_application,
    results_of_call as results_of_call,
    reviews_of as reviews_of,
    scored_files as scored_files,
    standing_of as standing_of,
)
from callforprojects.reviews.queries.scoring import (
    Dossier as Dossier,
    Opinion as Opinion,
    ScoringSession as ScoringSession,
    WholeFile as WholeFile,
    dossier_of as dossier_of,
    judged_submission as judged_submission,
    juror_progress_of_call as juror_progress_of_call,
    other_opinions as other_opinions,
    review_seats as review_seats,
    scoring_session_again as scoring_session_again,
    scoring_session_of as scoring_session_of,
    whole_file_of as whole_file_of,
)
from callforprojects.reviews.queries.waiting import (
    Waiting as Waiting,
    waiting_jurors as waiting_jurors,
)
