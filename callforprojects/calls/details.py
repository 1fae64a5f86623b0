"""What the pages of a call give to its verbs: one frozen record for each page."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from callforprojects.calls.models import CallKind, Severity
from callforprojects.core.data.money import Money
from callforprojects.engines.conditions import Condition


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDetails:
    """A rule of a call: what it asks, in which case (None: always), what follows if it is not met.

    `settings` are the boxes of the ready rule `kind`, as JSON.
    """

    kind: str
    severity: Severity
    sentence: str
    requirement: Condition
    when: Condition | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    round_id: uuid.UUID | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyRuleDetails:
    """What the page of a ready rule gives: its boxes as JSON, what follows, a sentence of one's own
    or "" to have it made from the boxes.
    """

    severity: Severity
    settings: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""
    version: int | None = None
