"""The verbs of a selection: decide, propose from the ranking, prepare letters, announce."""

from callforprojects.selection.services.acts import (
    ActDetails as ActDetails,
    write_act as write_act,
)
from callforprojects.selection.services.announcement import (
    Confirmation as Confirmation,
    announce_results as announce_results,
)
from callforprojects.selection.services.decisions import (
    DecisionDetails as DecisionDetails,
    decide as decide,
    erase_decisions as erase_decisions,
    require_deciding as require_deciding,
)
from callforprojects.selection.services.integrity import (
    fault_of_decisions as fault_of_decisions,
    sealed_decision as sealed_decision,
)
from callforprojects.selection.services.letters import (
    prepare_letters as prepare_letters,
)
from callforprojects.selection.services.proposals import (
    Proposal as Proposal,
    ProposedLine as ProposedLine,
    accept_proposal as accept_proposal,
    proposal_for as proposal_for,
)
