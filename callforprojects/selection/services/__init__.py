"""The verbs of a selection: decide, propose from the ranking, prepare letters, announce."""

from callforprojects.selection.services.acts import ActDetails, write_act
from callforprojects.selection.services.announcement import Confirmation, announce_results
from callforprojects.selection.services.decisions import (
    DecisionDetails,
    decide,
    require_deciding,
)
from callforprojects.selection.services.integrity import fault_of_decisions
from callforprojects.selection.services.letters import prepare_letters
from callforprojects.selection.services.proposals import (
    Proposal,
    ProposedLine,
    accept_proposal,
    proposal_for,
)

__all__ = [
    "ActDetails",
    "Confirmation",
    "DecisionDetails",
    "Proposal",
    "ProposedLine",
    "accept_proposal",
    "announce_results",
    "decide",
    "fault_of_decisions",
    "prepare_letters",
    "proposal_for",
    "require_deciding",
    "write_act",
]
