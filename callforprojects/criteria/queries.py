"""Reading the grid of a call, and what is said of it on the pages of the call."""

import uuid
from collections.abc import Mapping

from sqlalchemy import func, select

from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Fact
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.criteria.models import Criterion


def criteria_of(call_id: uuid.UUID) -> list[Criterion]:
    """The criteria of a call, in the order of its jury."""
    grid = select(Criterion).where(Criterion.call_id == call_id).order_by(Criterion.position)
    return list(db.session.scalars(grid))


def grid_as_fact(call: Call) -> Fact:
    """How many criteria a call has."""
    of_call = Criterion.call_id == call.id
    count = db.session.scalar(select(func.count()).select_from(Criterion).where(of_call)) or 0
    gone = ngettext("%(num)s criterion goes.", "%(num)s criteria go.", count)
    return Fact(_("Criteria"), count, gone)


def public_grid(call: Call) -> Mapping[str, object]:
    """What the page of a call shows of its criteria."""
    return {"criteria": criteria_of(call.id)}
