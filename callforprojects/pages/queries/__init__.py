"""What waits for a person: one question per part of the dashboard."""

from callforprojects.pages.queries.calls import CallInHand as CallInHand
from callforprojects.pages.queries.calls import calls_in_hand as calls_in_hand
from callforprojects.pages.queries.juries import JuryInHand as JuryInHand
from callforprojects.pages.queries.juries import juries_in_hand as juries_in_hand
from callforprojects.pages.queries.organisations import (
    accreditations_asked as accreditations_asked,
)
from callforprojects.pages.queries.organisations import (
    applications_in_hand as applications_in_hand,
)
from callforprojects.pages.queries.organisations import memberships_of as memberships_of
from callforprojects.pages.queries.organisations import (
    requests_that_nobody_answers as requests_that_nobody_answers,
)
from callforprojects.pages.queries.organisations import requests_to_answer as requests_to_answer
from callforprojects.pages.queries.platform import Beginnings as Beginnings
from callforprojects.pages.queries.platform import beginnings as beginnings
from callforprojects.pages.queries.platform import platform_figures as platform_figures
