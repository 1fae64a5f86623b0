"""What is refused to everybody once a call is over, and to who has stepped back from a file of it.

Law 2013-907 of 11 October 2013, article 2: no act that covers a file is for who stepped back.
"""

from callforprojects.applications.permissions import count_stepped_back
from callforprojects.calls.models import Call, CallStatus, Round
from callforprojects.calls.services import hold_round
from callforprojects.calls.statuses import Dated
from callforprojects.core.data.formats import join_words
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, NotAllowed, Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.juries import queries


def refuse_when_announced(turn: Round) -> None:
    """Raise DomainError once the results of a round are announced: its jury has done its work.

    Until the end of the transaction, the announcement waits.
    """
    hold_round(turn)
    if turn.is_over:
        raise DomainError(_("This call is over: its jury can no longer be changed."))


def too_early(turn: Dated) -> Sentence | None:
    """Why no file of a round is given yet; None once it is closed.

    Until then files arrive and are taken back, and whoever has one could help another.
    """
    if turn.current_status in {CallStatus.DRAFT, CallStatus.UPCOMING, CallStatus.OPEN}:
        return _("Files are given to jurors once the call is closed.")
    return None


def refuse_before_closing(turn: Dated) -> None:
    """Raise DomainError while files still arrive."""
    early = too_early(turn)
    if early is not None:
        raise DomainError(early)


def refusal_of(call: Call, visitor: Visitor) -> Sentence | None:
    """Why somebody cannot do what covers every file of a call, and who can; None when they can.

    `call.funder` must be loaded.
    """
    count = count_stepped_back(visitor, call)
    if not count:
        return None
    closed = ngettext(
        (
            "You have recused yourself from %(num)s file of this call: what covers it is not"
            " yours to do."
        ),
        "You have recused yourself from %(num)s files of this call: what covers them is not"
        " yours to do.",
        count,
    )
    names = [user.full_name for user in queries.officers_without_conflict(call)]
    if names:
        return _("%(closed)s Who can: %(names)s.", closed=closed, names=join_words(names))
    return _(
        "%(closed)s Nobody at %(funder)s can any more: another officer must be invited.",
        closed=closed,
        funder=call.funder.name,
    )


def refuse_who_stepped_back(call: Call, *, by: Visitor) -> None:
    """Raise NotAllowed, saying who can, to whoever has stepped back from a file of this call."""
    refusal = refusal_of(call, by)
    if refusal is not None:
        raise NotAllowed(refusal)
