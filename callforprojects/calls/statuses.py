"""What kind of call it is, and where it stands: what was decided, and what people see of it."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from callforprojects.core.data.clock import now
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum


class CallKind(LabelledEnum):
    AAP = "aap", _("Call for projects")
    AMI = "ami", _("Call for expressions of interest")


class RoundKind(StrEnum):
    """How a round follows the one before it; an only round is a stage."""

    STAGE = "stage"
    CUT_OFF = "cut_off"


class Publication(StrEnum):
    """What somebody decided. What the public sees also depends on the clock: see CallStatus."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


MOVES = {
    Publication.DRAFT: {Publication.PUBLISHED},
    Publication.PUBLISHED: {Publication.CANCELLED},
}


class CallStatus(LabelledEnum):
    """Derived from the publication, the clock and the announcement; never stored."""

    DRAFT = "draft", _("Draft")
    UPCOMING = "upcoming", _("Upcoming"), "info"
    OPEN = "open", pgettext("call", "Open"), "success"
    CLOSED = "closed", _("Closed, under review"), "warning"
    ANNOUNCED = "announced", _("Results announced")
    CANCELLED = "cancelled", _("Cancelled"), "danger"


class Dated:
    """Where a call, or one of its rounds, stands at an instant: by its publication and its dates.

    The four attributes are of the class that inherits: columns, fields or properties.
    """

    if TYPE_CHECKING:  # a property would hide the fields of a dataclass

        @property
        def status(self) -> Publication: ...
        @property
        def opens_at(self) -> datetime | None: ...
        @property
        def closes_at(self) -> datetime | None: ...
        @property
        def announced_at(self) -> datetime | None: ...

    def status_at(self, at: datetime) -> CallStatus:
        """The status that people see at an instant. Closed from the very instant of closing."""
        if self.status is Publication.DRAFT:
            return CallStatus.DRAFT
        if self.status is Publication.CANCELLED:
            return CallStatus.CANCELLED
        if self.announced_at is not None and self.announced_at <= at:
            return CallStatus.ANNOUNCED
        if self.opens_at is None or at < self.opens_at:
            return CallStatus.UPCOMING
        if self.closes_at is None or at < self.closes_at:
            return CallStatus.OPEN
        return CallStatus.CLOSED

    def is_open(self, at: datetime) -> bool:
        return self.status_at(at) is CallStatus.OPEN

    @property
    def current_status(self) -> CallStatus:
        """The status that people see now."""
        return self.status_at(now())

    @property
    def is_over(self) -> bool:
        """Whether its jury has nothing to do any more."""
        return self.current_status in {CallStatus.ANNOUNCED, CallStatus.CANCELLED}
