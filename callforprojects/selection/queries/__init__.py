"""What is read of a selection: the ranking, its sums, the letters, the public results."""

from callforprojects.selection.queries.letters import (
    Letter,
    announcement_of,
    decisions_to_write,
    held_letters,
    held_letters_of,
    letter_count,
    letter_page,
    letters,
    recipients_of,
    unwritten,
)
from callforprojects.selection.queries.merit import Ranked, awaiting_decision, left_to_judge
from callforprojects.selection.queries.order import Basis, RankingOrder
from callforprojects.selection.queries.places import (
    NOWHERE,
    Place,
    Places,
    departement_of,
    result_places,
)
from callforprojects.selection.queries.ranking import (
    UNDECIDED,
    RankedRow,
    RankingFilters,
    ranking,
    whole_ranking,
)
from callforprojects.selection.queries.results import (
    ResultFilters,
    ResultOrder,
    ResultTotals,
    announced_call,
    purposes_claimed,
    result_totals,
    selected_portfolio,
    selected_projects,
)
from callforprojects.selection.queries.totals import (
    OutcomeTotal,
    Totals,
    decision_of,
    totals_of,
    undecided,
)

__all__ = [
    "NOWHERE",
    "UNDECIDED",
    "Basis",
    "Letter",
    "OutcomeTotal",
    "Place",
    "Places",
    "Ranked",
    "RankedRow",
    "RankingFilters",
    "RankingOrder",
    "ResultFilters",
    "ResultOrder",
    "ResultTotals",
    "Totals",
    "announced_call",
    "announcement_of",
    "awaiting_decision",
    "decision_of",
    "decisions_to_write",
    "departement_of",
    "held_letters",
    "held_letters_of",
    "left_to_judge",
    "letter_count",
    "letter_page",
    "letters",
    "purposes_claimed",
    "ranking",
    "recipients_of",
    "result_places",
    "result_totals",
    "selected_portfolio",
    "selected_projects",
    "totals_of",
    "undecided",
    "unwritten",
    "whole_ranking",
]
