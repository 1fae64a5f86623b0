"""What the pages of a call give to its verbs: one frozen record for each page."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from callforprojects.calls.models import CallKind
from callforprojects.core.data.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """What a draft needs to exist. Without a reference, one is made from the title."""

    title: str
    kind: CallKind = CallKind.AAP
    language: str = "fr"
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """How the call presents itself; `description` is Markdown."""

    reference: str
    kind: CallKind
    language: str
    title: str
    summary: str = ""
    description: str = ""
    service: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    contact_address: str = ""
    note: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When; each date may still be unknown in a draft."""

    opens_at: datetime | None = None
    questions_until: datetime | None = None
    closes_at: datetime | None = None
    results_expected_on: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """How much, at what rate (a percentage), and who pays with the funder."""

    envelope: Money | None = None
    ceiling: Money | None = None
    rate: Decimal | None = None
    co_funder_ids: tuple[uuid.UUID, ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicants:
    """Who may apply, from where and with what; none accepts all."""

    territory_types: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClosing:
    """A later closing for a published call, with what follows from it and the reason, public."""

    closes_at: datetime
    reason: str
    questions_until: datetime | None = None
    results_expected_on: date | None = None
    version: int | None = None
