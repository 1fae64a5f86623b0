"""Applications: what an organisation asks of a call, what it has filed, and who stepped back."""

import uuid
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.applications.snapshot import Snapshot, snapshot_in
from callforprojects.calls.models import Call, CallKind, Round
from callforprojects.core.data.append_only import append_only
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, choices, unique_among
from callforprojects.core.data.deletion import Deletable
from callforprojects.core.data.money import Money
from callforprojects.core.data.searching import Searchable
from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.models import AnswerSet


class ApplicationStatus(LabelledEnum):
    DRAFT = "draft", pgettext("application", "Draft"), "info"
    SUBMITTED = "submitted", pgettext("application", "Submitted"), "success"
    WITHDRAWN = "withdrawn", pgettext("application", "Withdrawn")


_IS_KEPT = "deleted_at IS NULL"
MOVES = {
    ApplicationStatus.DRAFT: {ApplicationStatus.SUBMITTED},
    ApplicationStatus.SUBMITTED: {ApplicationStatus.WITHDRAWN},
}


class Project(Model):
    """The chain of the applications of one organisation through the rounds of a call.

    What ties somebody to one of these files ties them to all.
    """

    __tablename__ = "project"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("call.id"), index=True)

    applications: Mapped[list["Application"]] = relationship(
        lazy="raise_on_sql", back_populates="project", order_by="Application.id"
    )

    @property
    def latest_filed(self) -> "Application":
        """The last of its files that was filed, withdrawn since or not.

        `applications` must be loaded. Raises IndexError when there are drafts only.
        """
        filed = [file for file in self.applications if file.status is not ApplicationStatus.DRAFT]
        return filed[-1]


class Application(Deletable, Versioned, Searchable, Model):
    """One request to a round of a call. Title, amounts and summary are projections of its answers.

    `reference` (`DVD-2026-0042`) is given when it is submitted, and `call_version_id`: what the
    public was told of the call then. It begins a project, or continues an application of the same
    project to another round: a project has one file a round, and does not fork.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("(status = 'draft') = (submitted_at IS NULL)", name="dated_when_submitted"),
        CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="dated_when_withdrawn"
        ),
        CheckConstraint("(status = 'draft') = (reference IS NULL)", name="numbered_when_submitted"),
        CheckConstraint("deleted_at IS NULL OR status = 'draft'", name="only_drafts_are_deleted"),
        CheckConstraint("continues_id <> id", name="continues_another"),
        Index("ix_application_round_status", "round_id", "status"),
        Index("ix_application_round_reference", "round_id", "reference"),
        # a deleted draft stands in no way
        unique_among(_IS_KEPT, "ix_application_project_round", "project_id", "round_id"),
        unique_among(_IS_KEPT, "ix_application_continued_once", "continues_id"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round.id"), index=True)
    project_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("project.id"), index=True)
    continues_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("application.id", ondelete="SET NULL"), index=True
    )
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    answer_set_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("answer_set.id"), unique=True)
    call_version_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("call_version.id"), index=True
    )
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    status: Mapped[ApplicationStatus] = mapped_column(
        choices(ApplicationStatus, name="application_status"), default=ApplicationStatus.DRAFT
    )
    reference: Mapped[str | None] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    requested_amount: Mapped[Money | None]
    total_cost: Mapped[Money | None]
    submitted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")
    deleted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)

    round: Mapped[Round] = relationship(lazy="joined", innerjoin=True)
    project: Mapped[Project] = relationship(lazy="raise_on_sql", back_populates="applications")
    continues: Mapped["Application | None"] = relationship(
        lazy="raise_on_sql", remote_side="Application.id"
    )
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    answer_set: Mapped[AnswerSet] = relationship(lazy="raise_on_sql")
    created_by: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[created_by_id])
    deleted_by: Mapped[User | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[deleted_by_id]
    )
    submissions: Mapped[list["Submission"]] = relationship(
        lazy="raise_on_sql", back_populates="application", order_by="Submission.number"
    )

    @property
    def call_id(self) -> uuid.UUID:
        return self.round.call_id

    @property
    def call(self) -> Call:
        """The call of its round (which must have it loaded)."""
        return self.round.call

    @property
    def phone_territory_id(self) -> str | None:
        """Where its people write telephone numbers, when `organisation` is loaded."""
        return (
            None
            if "organisation" in inspect(self).unloaded
            else self.organisation.phone_territory_id
        )

    @property
    def search_parts(self) -> tuple[str | None, ...]:
        return self.title, self.reference

    @property
    def asks_for_money(self) -> bool:
        """A call for expressions of interest may ask for none (`call` must be loaded)."""
        return self.call.kind is CallKind.AAP or self.requested_amount is not None


class Submission(Model):
    """What was filed, frozen: jurors read this, never the live draft.

    `snapshot_text` is the whole application as it was hashed, `sha256` its hash: neither is ever
    written again. Its answers are its own from then on, given to this revision, and to be
    marked by this version of the grid. It was submitted
    when the request began to arrive, and recorded when it was this request's turn.
    `refusal_on` is the day on which silence becomes a refusal, as the receipt said it;
    `silence_text` the words of the funder's legal service, if it has its own.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    answer_set_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("answer_set.id"), unique=True)
    revision_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire_revision.id"), index=True
    )
    grid_version_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("grid_version.id"), index=True
    )
    snapshot_text: Mapped[str]
    sha256: Mapped[str]
    submitted_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    submitted_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    refusal_on: Mapped[date | None]
    silence_text: Mapped[str] = mapped_column(default="")

    application: Mapped[Application] = relationship(
        lazy="raise_on_sql", back_populates="submissions"
    )
    submitted_by: Mapped[User] = relationship(lazy="raise_on_sql")

    @cached_property
    def snapshot(self) -> Snapshot:
        """What its text says."""
        return snapshot_in(self.snapshot_text)


append_only(Submission, apart={"submitted_by_id"})  # two accounts may be of one person


class ConflictSource(LabelledEnum):
    DECLARED = "declared", pgettext("conflict", "Declared by this person")
    PINNED = "pinned", pgettext("conflict", "Noted by the funder")


class ConflictOfInterest(Model):
    """A déport: the files of a project are closed to this person, whatever their function, until
    it is lifted.

    One that was lifted by somebody else of the funder stays, with who did it and why.
    """

    __tablename__ = "conflict_of_interest"
    __table_args__ = (
        CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by_id IS NULL)", name="somebody_when_lifted"
        ),
        unique_among(
            "lifted_at IS NULL", "ix_conflict_of_interest_standing", "user_id", "project_id"
        ),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    project_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("project.id"), index=True)
    source: Mapped[ConflictSource] = mapped_column(choices(ConflictSource, name="conflict_source"))
    reason: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    lifting_reason: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[user_id])
    lifted_by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[lifted_by_id])
    project: Mapped[Project] = relationship(lazy="raise_on_sql")

    @property
    def application(self) -> Application:
        """The file that a page about it names (`project.applications` must be loaded)."""
        return self.project.latest_filed
