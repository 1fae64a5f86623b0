"""What is read of a selection: the ranking, its sums, the letters, the public results."""

from callforprojects.selection.queries.announced import (
    announced_outcomes as announced_outcomes,
)
from callforprojects.selection.queries.departements import (
    NOWHERE as NOWHERE,
    DepartementTotal as DepartementTotal,
    DepartementTotals as DepartementTotals,
    departement_totals as departement_totals,
    lies_in as lies_in,
)
from callforprojects.selection.queries.letters import (
    Letter as Letter,
    act_of as act_of,
    announcement_of as announcement_of,
    application_of_letter as application_of_letter,
    decisions_to_write as decisions_to_write,
    held_letters as held_letters,
    held_letters_of as held_letters_of,
    last_act_of as last_act_of,
    letter_count as letter_count,
    letter_page as letter_page,
    letters as letters,
    recipients_of as recipients_of,
    unwritten as unwritten,
)
from callforprojects.selection.queries.merit import (
    Ranked as Ranked,
    awaiting_decision as awaiting_decision,
    left_to_judge as left_to_judge,
)
from callforprojects.selection.queries.order import (
    BEST_FIRST as BEST_FIRST,
    Basis as Basis,
    is_live as is_live,
    live_decision as live_decision,
)
from callforprojects.selection.queries.quotations import (
    Misquotation as Misquotation,
    misquotations as misquotations,
)
from callforprojects.selection.queries.ranking import (
    UNDECIDED as UNDECIDED,
    RankedRow as RankedRow,
    RankingFilters as RankingFilters,
    ranking as ranking,
    whole_ranking as whole_ranking,
)
from callforprojects.selection.queries.results import (
    ResultTotals as ResultTotals,
    SelectedProject as SelectedProject,
    announced_call as announced_call,
    claims_purpose as claims_purpose,
    purposes_claimed as purposes_claimed,
    result_totals as result_totals,
    selected_portfolio as selected_portfolio,
    selected_projects as selected_projects,
    whole_results as whole_results,
)
from callforprojects.selection.queries.totals import (
    OutcomeTotal as OutcomeTotal,
    Totals as Totals,
    decision_of as decision_of,
    left_to_colleagues as left_to_colleagues,
    totals_of as totals_of,
    undecided as undecided,
)
from callforprojects.selection.queries.unfinished import (
    Unfinished as Unfinished,
    unfinished_of as unfinished_of,
)
