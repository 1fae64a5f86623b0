"""Calls for projects: what is offered and expected."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Numeric,
    Table,
    UniqueConstraint,
    and_,
    inspect,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.calls.expected import PurposeExpected, purposes_expected
from callforprojects.calls.models.rounds import Postponement, Round
from callforprojects.calls.statuses import CallKind, Dated, Publication
from callforprojects.core.data.append_only import append_only
from callforprojects.core.data.database import Base, Model, choices
from callforprojects.core.data.deletion import Deletable
from callforprojects.core.data.money import Money
from callforprojects.core.data.searching import Searchable
from callforprojects.core.data.versions import Versioned
from callforprojects.iso37101.profile import Profile
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.models import Questionnaire
from callforprojects.territories.areas import Area


@dataclass(frozen=True, slots=True)
class Contact:
    """The service in charge of a call, as receipts must name it."""

    service: str
    email: str
    phone: str
    address: str


call_co_funder = Table(
    "call_co_funder",
    Base.metadata,
    Column("call_id", ForeignKey("call.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True, index=True),
)


class Call(Dated, Deletable, Versioned, Searchable, Model):
    """A call for projects; `rate` is a percentage (70.00), amounts are euros.

    What happens at a date belongs to its rounds: its own dates and questionnaire are those of the
    current one, which always comes with it. `territory_types`, `scales` and `phases` hold codes of
    the framework, `areas` where applicants may be (`Area`); an empty list accepts all.
    `edition` pins the edition of the framework in which it was written.
    """

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint(
            "status = 'draft' OR published_at IS NOT NULL", name="dated_when_published"
        ),
        CheckConstraint("rate IS NULL OR (rate > 0 AND rate <= 100)", name="rate_is_percentage"),
        CheckConstraint("deleted_at IS NULL OR status = 'draft'", name="only_drafts_are_deleted"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    funder_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    status: Mapped[Publication] = mapped_column(
        choices(Publication, name="publication"), default=Publication.DRAFT
    )
    kind: Mapped[CallKind] = mapped_column(choices(CallKind, name="call_kind"))
    language: Mapped[str] = mapped_column(default="fr")
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    description_html: Mapped[str] = mapped_column(default="")
    service: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_address: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancellation_reason: Mapped[str] = mapped_column(default="")
    envelope: Mapped[Money | None]
    ceiling: Mapped[Money | None]
    rate: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    territory_types: Mapped[list[str]] = mapped_column(default=list)
    areas: Mapped[list[str]] = mapped_column(default=list)
    scales: Mapped[list[str]] = mapped_column(default=list)
    phases: Mapped[list[str]] = mapped_column(default=list)
    edition: Mapped[str]
    last_number: Mapped[int] = mapped_column(default=0)
    deleted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)

    funder: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    deleted_by: Mapped[User | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[deleted_by_id]
    )
    co_funders: Mapped[list[Organisation]] = relationship(
        lazy="raise_on_sql", secondary=call_co_funder, order_by=Organisation.search_text
    )
    current_round: Mapped[Round] = relationship(
        lazy="joined",
        innerjoin=True,
        join_depth=9,  # a call read with one of its rounds has its current one all the same
        primaryjoin=lambda: and_(Round.call_id == Call.id, Round.is_current),
        cascade="all",  # who assigns another is refused by its key, and deletes nothing
        overlaps="call",
    )
    expectations: Mapped[list["Expectation"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    @property
    def phone_territory_id(self) -> str | None:
        """Where its people write telephone numbers, when `funder` is loaded."""
        return None if "funder" in inspect(self).unloaded else self.funder.phone_territory_id

    @property
    def search_parts(self) -> tuple[str, ...]:
        return self.title, self.summary, self.reference

    @property
    def contact(self) -> Contact:
        """The service in charge; what it does not say is its funder's (`funder` is loaded)."""
        return Contact(
            service=self.service,
            email=self.contact_email or self.funder.contact_email,
            phone=self.contact_phone or self.funder.contact_phone,
            address=self.contact_address or self.funder.postal_address,
        )

    @property
    def expected_profile(self) -> Profile:
        """What the call expects in each cell (`expectations` must be loaded)."""
        return Profile.from_cells((e.purpose, e.domain, e.level) for e in self.expectations)

    @property
    def expected_purposes(self) -> list[PurposeExpected]:
        """The six purposes and what is expected of each (`expectations` must be loaded)."""
        return purposes_expected(self.expectations)

    @property
    def questionnaire_id(self) -> uuid.UUID:
        return self.current_round.questionnaire_id

    @property
    def questionnaire(self) -> Questionnaire:
        return self.current_round.questionnaire

    @property
    def opens_at(self) -> datetime | None:
        return self.current_round.opens_at

    @property
    def questions_until(self) -> datetime | None:
        return self.current_round.questions_until

    @property
    def closes_at(self) -> datetime | None:
        return self.current_round.closes_at

    @property
    def results_expected_on(self) -> date | None:
        return self.current_round.results_expected_on

    @property
    def announced_at(self) -> datetime | None:
        return self.current_round.announced_at

    @property
    def postponements(self) -> list[Postponement]:
        return self.current_round.postponements

    def accepts(self, types: Collection[str]) -> bool:
        """Whether an applicant may apply that counts as these types (codes of the framework)."""
        return not self.territory_types or not set(types).isdisjoint(self.territory_types)

    @property
    def accepted_areas(self) -> list[Area]:
        """Where applicants may be; none when it may be anywhere."""
        return [area for area in Area if area in self.areas]

    def accepts_from(self, area: Area | None) -> bool | None:
        """Whether applicants from there may apply; None when that depends on where they are."""
        if not self.areas:
            return True
        return None if area is None else area in self.areas

    @property
    def is_draft(self) -> bool:
        return self.status is Publication.DRAFT

    @property
    def ended_at(self) -> datetime | None:
        """When its results were announced, or it was cancelled; None before."""
        return self.announced_at or self.cancelled_at


class Expectation(Model):
    """A cell that the call expects: 2 welcome, 3 required. Cells out of scope have no row."""

    __tablename__ = "expectation"
    __table_args__ = (
        UniqueConstraint("call_id", "purpose", "domain"),
        CheckConstraint("level BETWEEN 1 AND 3", name="level_in_scale"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(index=True)
    domain: Mapped[str] = mapped_column(index=True)
    level: Mapped[int]


class CallVersion(Model):
    """What the public was told of a call, frozen at its publication and at each later change.

    `text` is the canonical JSON that was hashed (`calls.queries.versions`). An application names
    the version under which it was filed.
    """

    __tablename__ = "call_version"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("number >= 1", name="counted_from_one"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("call.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    sha256: Mapped[str]
    published_at: Mapped[datetime]


append_only(CallVersion)
