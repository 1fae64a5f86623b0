"""What kind of call it is, and where it stands: what was decided, and what people see of it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _


class CallKind(StrEnum):
    AAP = "aap"
    AMI = "ami"

    @property
    def label(self) -> Sentence:
        return {
            CallKind.AAP: _("Call for projects"),
            CallKind.AMI: _("Call for expressions of interest"),
        }[self]


class Publication(StrEnum):
    """What somebody decided. What the public sees also depends on the clock: see CallStatus."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


MOVES = {
    Publication.DRAFT: {Publication.PUBLISHED},
    Publication.PUBLISHED: {Publication.CANCELLED},
}


class CallStatus(StrEnum):
    """Derived from the publication, the clock and the announcement; never stored."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Sentence:
        return {
            CallStatus.DRAFT: _("Draft"),
            CallStatus.UPCOMING: _("Upcoming"),
            CallStatus.OPEN: _("Open"),
            CallStatus.CLOSED: _("Closed, under review"),
            CallStatus.ANNOUNCED: _("Results announced"),
            CallStatus.CANCELLED: _("Cancelled"),
        }[self]

    @property
    def tone(self) -> str:
        return {
            CallStatus.UPCOMING: "info",
            CallStatus.OPEN: "success",
            CallStatus.CLOSED: "warning",
            CallStatus.CANCELLED: "danger",
        }.get(self, "neutral")


class Dated(Protocol):
    """What says where a call stands at an instant: the call, or columns of it."""

    @property
    def status(self) -> Publication: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def announced_at(self) -> datetime | None: ...
