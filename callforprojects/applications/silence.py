"""What the law attaches to the silence of the funder."""

import calendar
from datetime import date, datetime

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, CallKind
from callforprojects.core.clock import to_paris

MONTHS_OF_SILENCE = 2
_MONTHS_OF_A_YEAR = 12


def implicit_refusal_on(received_at: datetime) -> date:
    """The day on which silence becomes a refusal: two months after the request is received.

    Code des relations entre le public et l'administration, L231-4 3° (requests of a financial
    character) and L231-1. Counted from date to date in Paris; when that month has no such day,
    its last day.
    """
    received = to_paris(received_at).date()
    months = received.month - 1 + MONTHS_OF_SILENCE
    year, month = received.year + months // _MONTHS_OF_A_YEAR, months % _MONTHS_OF_A_YEAR + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(received.day, last))


def is_financial(call: Call, application: Application) -> bool:
    """Whether money is asked for. A call for expressions of interest may ask for none."""
    return call.kind is CallKind.AAP or application.requested_amount is not None
