"""What waits for a person: one question per part of the dashboard."""

from callforprojects.dashboard.queries.calls import CallInHand as CallInHand
from callforprojects.dashboard.queries.calls import calls_in_hand as calls_in_hand
from callforprojects.dashboard.queries.juries import JuryInHand as JuryInHand
from callforprojects.dashboard.queries.juries import juries_in_hand as juries_in_hand
from callforprojects.dashboard.queries.organisations import (
    accreditations_asked as accreditations_asked,
)
from callforprojects.dashboard.queries.organisations import (
    applications_in_hand as applications_in_hand,
)
from callforprojects.dashboard.queries.organisations import memberships_of as memberships_of
from callforprojects.dashboard.queries.organisations import (
    requests_that_nobody_answers as requests_that_nobody_answers,
)
from callforprojects.dashboard.queries.organisations import requests_to_answer as requests_to_answer
from callforprojects.dashboard.queries.platform import Beginnings as Beginnings
from callforprojects.dashboard.queries.platform import beginnings as beginnings
from callforprojects.dashboard.queries.platform import platform_figures as platform_figures
