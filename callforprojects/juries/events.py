"""What happens in juries, for the features above them: each is of a juror."""

from callforprojects.core.data.events import Event

conflict_declared = Event("The juror has stepped back from `application`.")
conflict_lifted = Event("The déport of the juror from `application` is lifted.")
