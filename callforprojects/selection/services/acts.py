"""The act by which a competent authority decides on all the applications of a call."""

from dataclasses import dataclass, fields
from datetime import date

from callforprojects.activity.services import record
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.formats import day
from callforprojects.core.data.records import assigning
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.juries.services import refuse_who_stepped_back
from callforprojects.selection.models import Act
from callforprojects.selection.queries import act_of
from callforprojects.selection.services.decisions import require_deciding
from callforprojects.selection.services.superseding import says_the_same, succeed


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDetails:
    """Who decides, in what capacity, by which delegation; on which day (in Paris)."""

    author_name: str
    author_capacity: str
    signed_on: date
    delegation: str = ""
    number: str = ""


_assign_act = assigning(ActDetails, to=Act)
_SAID = (*(field.name for field in fields(ActDetails)), "written_by_id")


def write_act(call: Call, details: ActDetails, *, by: Visitor) -> Act:
    """Say who decides, before the letters are prepared; until the announcement it may change.

    The former act stays, and another is current, unless it says the same. Raises DomainError beside
    `author_name` when one of the two names is missing (CRPA L212-1), beside `signed_on` when that
    day has not come or comes before the closing, ConflictError once announced, NotAllowed to
    whoever has stepped back from a file of the call.
    """
    require_deciding(call.current_round)
    refuse_who_stepped_back(call, by=by)
    if len(details.author_name.split()) == 1:
        raise DomainError(_("Enter both the first and the last name."), field="author_name")
    if details.signed_on > to_paris(now()).date():
        raise DomainError(_("This date is still to come."), field="signed_on")
    if is_before_closing(call, details.signed_on):
        raise DomainError(
            _("Enter a day that is not before the closing, %(day)s.", day=day(call.closes_at)),
            field="signed_on",
        )
    round_id = call.current_round.id
    former, act = act_of(round_id), Act(round_id=round_id, written_by_id=by.id)
    _assign_act(act, details)
    if former is not None and says_the_same(former, act, _SAID):
        act = former
    else:
        succeed(former, act)
    record("act.written", call, by=by, number=act.number)
    return act


def is_before_closing(call: Call, on: date) -> bool:
    """Whether files could still arrive: a call whose closing is over may have opened again."""
    return call.closes_at is not None and on < to_paris(call.closes_at).date()
