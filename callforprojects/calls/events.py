"""What happens to calls, for the features above them. The call comes with its funder."""

from callforprojects.core.data.events import Event

call_postponed = Event("A published call closes later: `postponement` says how.")
call_cancelled = Event("A published call ends without a result.")
call_purged = Event("A draft is about to be removed for good, with all that hangs on it.")
