"""What waits for a person: one question per part of the dashboard."""

from callforprojects.dashboard.queries.calls import (
    DashboardCall as DashboardCall,
    dashboard_calls as dashboard_calls,
)
from callforprojects.dashboard.queries.juries import (
    DashboardJury as DashboardJury,
    dashboard_juries as dashboard_juries,
)
from callforprojects.dashboard.queries.organisations import (
    dashboard_applications as dashboard_applications,
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
