"""Holding a round while something of it is done: with its call, which is always held first."""

from sqlalchemy.orm.attributes import set_committed_value

from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import lock, read_anew


def lock_round(turn: Round) -> None:
    """Hold the call of a round for oneself until the end of the transaction, and read both anew.

    Raises ConflictError when somebody has just removed the call.
    """
    call = _with_call(turn)
    lock(call)
    if turn is not call.current_round:
        read_anew(turn)


def hold_round(turn: Round) -> None:
    """Make whoever locks the round, to announce its results, wait for us, or read that it came
    first.

    The hold is shared (`FOR SHARE`): jurors and officers at work do not wait for each other, and
    the announcement, which holds the call for itself, waits for all of them.
    """
    call = _with_call(turn)
    read_anew(call, holding=True)
    if turn is not call.current_round:
        read_anew(turn, holding=True)


def _with_call(turn: Round) -> Call:
    """The call of a round, which is loaded with it from then on."""
    call = db.session.get_one(Call, turn.call_id)
    set_committed_value(turn, "call", call)
    return call
