"""What kind of call it is, and where it stands: what was decided, and what people see of it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum


class CallKind(LabelledEnum):
    AAP = "aap", _("Call for projects")
    AMI = "ami", _("Call for expressions of interest")


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
