"""What is read of a selection: the ranking, its sums, the letters, the public results."""

from callforprojects.selection.queries.announced import announced_outcomes
from callforprojects.selection.queries.departements import (
    NOWHERE,
    DepartementTotal,
    DepartementTotals,
    departement_totals,
    lies_in,
)
from callforprojects.selection.queries.letters import (
    Letter,
    act_of,
    announcement_of,
    decisions_to_write,
    held_letters,
    held_letters_of,
    last_act_of,
    letter_count,
    letter_page,
    letters,
    recipients_of,
    unwritten,
)
from callforprojects.selection.queries.merit import Ranked, awaiting_decision, left_to_judge
from callforprojects.selection.queries.order import BEST_FIRST, Basis
from callforprojects.selection.queries.quotations import Misquotation, misquotations
from callforprojects.selection.queries.ranking import (
    UNDECIDED,
    RankedRow,
    RankingFilters,
    ranking,
    whole_ranking,
)
from callforprojects.selection.queries.results import (
    ResultTotals,
    SelectedProject,
    announced_call,
    claims_purpose,
    purposes_claimed,
    result_totals,
    selected_portfolio,
    selected_projects,
    whole_results,
)
from callforprojects.selection.queries.totals import (
    OutcomeTotal,
    Totals,
    decision_of,
    left_to_colleagues,
    totals_of,
    undecided,
)
from callforprojects.selection.queries.unfinished import Unfinished, unfinished_of
from callforprojects.selection.queries.visibility import (
    application_of_letter,
    decisions_hidden_from,
    is_decided_for_them,
)

__all__ = [
    "BEST_FIRST",
    "NOWHERE",
    "UNDECIDED",
    "Basis",
    "DepartementTotal",
    "DepartementTotals",
    "Letter",
    "Misquotation",
    "OutcomeTotal",
    "Ranked",
    "RankedRow",
    "RankingFilters",
    "ResultTotals",
    "SelectedProject",
    "Totals",
    "Unfinished",
    "act_of",
    "announced_call",
    "announced_outcomes",
    "announcement_of",
    "application_of_letter",
    "awaiting_decision",
    "claims_purpose",
    "decision_of",
    "decisions_hidden_from",
    "decisions_to_write",
    "departement_totals",
    "held_letters",
    "held_letters_of",
    "is_decided_for_them",
    "last_act_of",
    "left_to_colleagues",
    "left_to_judge",
    "letter_count",
    "letter_page",
    "letters",
    "lies_in",
    "misquotations",
    "purposes_claimed",
    "ranking",
    "recipients_of",
    "result_totals",
    "selected_portfolio",
    "selected_projects",
    "totals_of",
    "undecided",
    "unfinished_of",
    "unwritten",
    "whole_ranking",
    "whole_results",
]
