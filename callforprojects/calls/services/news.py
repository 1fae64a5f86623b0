"""What happens to a published call is told to those concerned, whom only higher features know.

A feature above calls gives its `Audience` once, when it is loaded. It writes its messages in the
transaction that postpones or cancels the call: they leave if it does. It may also say what hinders
a call from opening again.
"""

from collections.abc import Callable
from typing import Protocol

from callforprojects.calls.models import Call, CallStatus, Postponement
from callforprojects.core.text.errors import Sentence


class Audience(Protocol):
    """Some of those whom a call concerns. The call comes with its funder."""

    def count(self, call: Call) -> int:
        """How many people would be written to."""
        ...

    def tell_postponed(self, call: Call, postponement: Postponement) -> int:
        """Write the new closing, once to each; how many."""
        ...

    def tell_cancelled(self, call: Call) -> int:
        """Write that the call ends, once to each; how many."""
        ...


_audiences: list[Audience] = []


def concern(audience: Audience) -> None:
    """Add some of those who are told; twice is once."""
    if audience not in _audiences:
        _audiences.append(audience)


def people_concerned(call: Call) -> int:
    """How many people a postponement or a cancellation would be written to, now."""
    return sum(audience.count(call) for audience in _audiences)


def tell_postponed(call: Call, postponement: Postponement) -> int:
    """Write to all of them that the call closes later; how many."""
    return sum(audience.tell_postponed(call, postponement) for audience in _audiences)


def tell_cancelled(call: Call) -> int:
    """Write to all of them that the call ends; how many."""
    return sum(audience.tell_cancelled(call) for audience in _audiences)


ReasonSource = Callable[[Call], Sentence | None]
_hindrances: list[ReasonSource] = []


def hinder_reopening(source: ReasonSource) -> ReasonSource:
    """Register what says why a call that is closed cannot open again; None when nothing hinders."""
    _hindrances.append(source)
    return source


def why_not_reopened(call: Call) -> Sentence | None:
    """What hinders a call that is closed from opening again; None when it is not, or may."""
    if call.current_status is not CallStatus.CLOSED:
        return None
    return next((reason for source in _hindrances if (reason := source(call))), None)
