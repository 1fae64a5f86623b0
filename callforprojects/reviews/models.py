"""Reviews: one juror's opinion of one submission, and what the opinions on a file add up to."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.applications.models import Application, Submission
from callforprojects.core.data.append_only import append_only
from callforprojects.core.data.database import Model, choices
from callforprojects.core.data.points import Points
from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.criteria.models import Criterion
from callforprojects.juries.models import Juror


class ReviewStatus(LabelledEnum):
    DRAFT = "draft", pgettext("review", "In progress"), "info"
    SUBMITTED = "submitted", pgettext("review", "Submitted"), "success"


MOVES = {
    ReviewStatus.DRAFT: {ReviewStatus.SUBMITTED},
    ReviewStatus.SUBMITTED: {ReviewStatus.DRAFT},
}


MARKS_FORMAT = 2
_HUNDREDTHS = {1: 100, 2: 1}
"""How many hundredths one of what each format of `ReviewVersion.marks` counts is."""


class Review(Versioned, Model):
    """One juror's opinion. `total` is its weighted mean from 0 to 100, kept for ranking.

    It is given by the version of the grid that it names.
    `is_counted` is false while it is a draft, or after a déport. `others_read_at`: when its juror
    first opened what the others think; `is_revised`: it was reopened after that. `version_count`
    says how many times it was handed in: `versions` keeps each.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("juror_id", "application_id"),
        CheckConstraint(
            "(status = 'submitted') = (submitted_at IS NOT NULL)", name="dated_when_submitted"
        ),
        Index("ix_review_counted", "application_id", "is_counted"),
    )

    juror_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("juror.id"), index=True)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"), index=True)
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"), index=True)
    grid_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("grid_version.id"), index=True)
    status: Mapped[ReviewStatus] = mapped_column(
        choices(ReviewStatus, name="review_status"), default=ReviewStatus.DRAFT
    )
    comment: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime | None]
    is_counted: Mapped[bool] = mapped_column(default=False)
    total: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    others_read_at: Mapped[datetime | None]
    is_revised: Mapped[bool] = mapped_column(default=False)
    version_count: Mapped[int] = mapped_column(default=0)

    juror: Mapped[Juror] = relationship(lazy="raise_on_sql")
    application: Mapped[Application] = relationship(lazy="raise_on_sql")
    submission: Mapped[Submission] = relationship(lazy="raise_on_sql")
    scores: Mapped[list["Score"]] = relationship(
        lazy="raise_on_sql", back_populates="review", cascade="all, delete-orphan"
    )
    versions: Mapped[list["ReviewVersion"]] = relationship(
        lazy="raise_on_sql", order_by="ReviewVersion.number"
    )

    @property
    def before(self) -> "ReviewVersion | None":
        """What was handed in before what stands now (`versions` must be loaded)."""
        earlier = self.versions[:-1] if self.status is ReviewStatus.SUBMITTED else self.versions
        return earlier[-1] if earlier else None


class ReviewVersion(Model):
    """A review as it was handed in, once: rows are added, and never changed.

    `marks` holds, by the `stable_id` of criteria, what `Score` holds: read it by `mark_on`, which
    knows each `format` (1: whole marks; 2: hundredths). `others_read`: its juror had opened what
    the others think before handing this in.
    """

    __tablename__ = "review_version"
    __table_args__ = (
        UniqueConstraint("review_id", "number"),
        CheckConstraint("format IN (1, 2)", name="known_format"),
    )

    review_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    format: Mapped[int] = mapped_column(default=MARKS_FORMAT)
    marks: Mapped[dict[str, Any]]
    comment: Mapped[str] = mapped_column(default="")
    total: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    submitted_at: Mapped[datetime]
    others_read: Mapped[bool]

    def mark_on(self, criterion: Criterion) -> "KeptMark | None":
        """What it says of a criterion; None when it has no line for it."""
        kept = self.marks.get(str(criterion.stable_id))
        if kept is None:
            return None
        value = kept["value"]
        points = None if value is None else Points(value * _HUNDREDTHS[self.format])
        return KeptMark(ScoreStatus(kept["status"]), points, kept["comment"])


append_only(ReviewVersion)


@dataclass(frozen=True, slots=True)
class KeptMark:
    """A mark as a version of a review keeps it, apart from the row that may have changed since."""

    status: "ScoreStatus"
    value: Points | None
    comment: str


class ScoreStatus(StrEnum):
    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


class Score(Model):
    """The mark on one criterion: a missing one is never a zero."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("review_id", "criterion_id"),
        CheckConstraint("(status = 'scored') = (value IS NOT NULL)", name="value_when_scored"),
        CheckConstraint("value IS NULL OR value >= 0", name="value_not_negative"),
    )

    review_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True
    )
    criterion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("criterion.id"), index=True)
    status: Mapped[ScoreStatus] = mapped_column(
        choices(ScoreStatus, name="score_status"), default=ScoreStatus.UNANSWERED
    )
    value: Mapped[Points | None]
    comment: Mapped[str] = mapped_column(default="")

    review: Mapped[Review] = relationship(lazy="raise_on_sql", back_populates="scores")
    criterion: Mapped[Criterion] = relationship(lazy="raise_on_sql")


class Standing(Model):
    """What the counted reviews of one application add up to; rewritten in the transaction that
    changes any of them. `weights` is the hash of the criteria and weights that made it; `versions`
    how many times they were handed in, `revised` how many were reopened after reading the others.
    """

    __tablename__ = "standing"
    __table_args__ = (Index("ix_standing_rank", "round_id", "mean"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"), unique=True)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round.id"), index=True)
    count: Mapped[int]
    mean: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    median: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    lowest: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    highest: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    weights: Mapped[str]
    versions: Mapped[int] = mapped_column(default=0)
    revised: Mapped[int] = mapped_column(default=0)

    application: Mapped[Application] = relationship(lazy="raise_on_sql")
