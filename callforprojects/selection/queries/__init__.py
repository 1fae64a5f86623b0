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
from callforprojects.selection.queries.merit import Ranked, awaiting_decision
from callforprojects.selection.queries.ranking import (
    UNDECIDED,
    Basis,
    RankedRow,
    RankingFilters,
    ranking,
    whole_ranking,
)
from callforprojects.selection.queries.results import (
    ResultFilters,
    ResultTotals,
    announced_call,
    departement_of,
    departements_of,
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
    "UNDECIDED",
    "Basis",
    "Letter",
    "OutcomeTotal",
    "Ranked",
    "RankedRow",
    "RankingFilters",
    "ResultFilters",
    "ResultTotals",
    "Totals",
    "announced_call",
    "announcement_of",
    "awaiting_decision",
    "decision_of",
    "decisions_to_write",
    "departement_of",
    "departements_of",
    "held_letters",
    "held_letters_of",
    "letter_count",
    "letter_page",
    "letters",
    "ranking",
    "recipients_of",
    "result_totals",
    "selected_portfolio",
    "selected_projects",
    "totals_of",
    "undecided",
    "unwritten",
    "whole_ranking",
]
