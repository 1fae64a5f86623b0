"""The verbs of a selection: decide, propose from the ranking, prepare letters, announce."""

from callforprojects.selection.services.announcement import Confirmation, announce_results
from callforprojects.selection.services.decisions import (
    DecisionDetails,
    decide,
    require_deciding,
)
from callforprojects.selection.services.letters import prepare_letters
from callforprojects.selection.services.proposals import (
    Proposal,
    ProposedLine,
    accept_proposal,
    proposal_for,
)

__all__ = [
    "Confirmation",
    "DecisionDetails",
    "Proposal",
    "ProposedLine",
    "accept_proposal",
    "announce_results",
    "decide",
    "prepare_letters",
    "proposal_for",
    "require_deciding",
]
