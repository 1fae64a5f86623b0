"""What waits for a person: one question per part of the dashboard."""

from callforprojects.dashboard.queries.calls import (
    CallInHand as CallInHand,
    calls_in_hand as calls_in_hand,
)
from callforprojects.dashboard.queries.juries import (
    JuryInHand as JuryInHand,
    juries_in_hand as juries_in_hand,
)
from callforprojects.dashboard.queries.organisations import (
    applications_in_hand as applications_in_hand,
    own_accreditation_requests as own_accreditation_requests,
    own_memberships as own_memberships,
    requests_that_nobody_answers as requests_that_nobody_answers,
    requests_to_answer as requests_to_answer,
)
from callforprojects.dashboard.queries.platform import (
    Beginnings as Beginnings,
    beginnings as beginnings,
    platform_figures as platform_figures,
)
