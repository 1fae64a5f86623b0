"""Calls, their rounds, what they expect, their rules."""

from callforprojects.calls.models.calls import (
    Call as Call,
    CallVersion as CallVersion,
    Contact as Contact,
    Expectation as Expectation,
    call_co_funder as call_co_funder,
)
from callforprojects.calls.models.rounds import Postponement as Postponement, Round as Round
from callforprojects.calls.models.rules import CallRule as CallRule
from callforprojects.calls.severity import Severity as Severity
from callforprojects.calls.statuses import (
    MOVES as MOVES,
    CallKind as CallKind,
    CallStatus as CallStatus,
    Publication as Publication,
    RoundKind as RoundKind,
)
