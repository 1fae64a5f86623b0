"""The grid of a round: what its jury marks."""

import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import Model, choices
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.points import Points
from callforprojects.core.data.versions import Versioned
from callforprojects.engines.scoring import CountsAs

FULL_WEIGHT = Points.of(100)
USUAL_SCALE = Points.of(5)
USUAL_STEP = Points.of(1)
_THRESHOLD = "(threshold IS NULL) = (threshold_on IS NULL)"


class ThresholdOn(StrEnum):
    """What has to reach a threshold: the mean of the counted reviews, or each of them."""

    MEAN = "mean"
    EACH_REVIEW = "each_review"


class Thresholded:
    """What may have a mark below which a file is eliminated: none, in most grids."""

    threshold: Mapped[Points | None]
    threshold_on: Mapped[ThresholdOn | None] = mapped_column(
        choices(ThresholdOn, name="threshold_on")
    )


class GridVersion(Thresholded, Model):
    """One wording of the grid of a round: that of the highest number is in force.

    It is filled while the call is a draft, and never changes afterwards: a review names its own.
    Its threshold is one of the total, which is out of 100.
    """

    __tablename__ = "grid_version"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("number >= 1", name="counted_from_one"),
        CheckConstraint(_THRESHOLD, name="threshold_of_something"),
        CheckConstraint("threshold BETWEEN 0 AND 10000", name="threshold_of_total"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship(lazy="raise_on_sql")


class CriterionGroup(Thresholded, Model):
    """Criteria that stand together under a title; a group is in no other.

    Its threshold is one of the mean of its criteria, out of 100.
    """

    __tablename__ = "criterion_group"
    __table_args__ = (
        UniqueConstraint("grid_version_id", "stable_id"),
        UniqueConstraint("grid_version_id", "id"),  # what the key of a criterion needs
        CheckConstraint(_THRESHOLD, name="threshold_of_something"),
        CheckConstraint("threshold BETWEEN 0 AND 10000", name="threshold_of_mean"),
    )

    grid_version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("grid_version.id", ondelete="CASCADE"), index=True
    )
    stable_id: Mapped[uuid.UUID] = mapped_column(default=uuid7)
    position: Mapped[int]
    title: Mapped[str]


class Criterion(Thresholded, Versioned, Model):
    """What jurors score. `stable_id` stays the same across versions of the grid.

    Weights are percents and total 100 in a published call; what does not count in the mean
    (`counts_as`) has none. `words`, by mark, are what is shown instead of figures, and then the
    only marks; else these go from `scale_min` to `scale_max` by steps. A mark is a share of
    `scale_max`, wherever the scale begins.
    `guidance` says what to look for, `descriptors` what some of its marks mean, by mark.
    `question_keys` are the questions whose answers it reads.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("grid_version_id", "stable_id"),
        CheckConstraint("weight BETWEEN 0 AND 10000", name="weight_is_percentage"),
        CheckConstraint("scale_max BETWEEN 100 AND 2000", name="scale_in_bounds"),
        CheckConstraint("scale_min >= 0 AND scale_min < scale_max", name="scale_from_low_to_high"),
        CheckConstraint(
            "scale_step > 0"
            " AND (scale_max - scale_min) / scale_step * scale_step = scale_max - scale_min",
            name="scale_of_whole_steps",
        ),
        CheckConstraint("counts_as = 'mean' OR weight = 0", name="weight_in_mean"),
        CheckConstraint(_THRESHOLD, name="threshold_of_something"),
        CheckConstraint("threshold BETWEEN scale_min AND scale_max", name="threshold_in_scale"),
        ForeignKeyConstraint(
            ["grid_version_id", "group_id"],
            ["criterion_group.grid_version_id", "criterion_group.id"],
            name="fk_criterion_group_id_criterion_group",
        ),
        Index("ix_criterion_group_id", "group_id"),
    )

    grid_version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("grid_version.id", ondelete="CASCADE"), index=True
    )
    stable_id: Mapped[uuid.UUID] = mapped_column(default=uuid7)
    group_id: Mapped[uuid.UUID | None]
    position: Mapped[int]
    title: Mapped[str]
    guidance: Mapped[str] = mapped_column(default="")
    descriptors: Mapped[dict[Points, str]] = mapped_column(default=dict)
    weight: Mapped[Points]
    scale_min: Mapped[Points] = mapped_column(default=Points.zero)
    scale_max: Mapped[Points] = mapped_column(default=USUAL_SCALE)
    scale_step: Mapped[Points] = mapped_column(default=USUAL_STEP)
    words: Mapped[dict[Points, str]] = mapped_column(default=dict)
    counts_as: Mapped[CountsAs] = mapped_column(
        choices(CountsAs, name="counts_as"), default=CountsAs.MEAN
    )
    purposes: Mapped[list[str]] = mapped_column(default=list)
    domains: Mapped[list[str]] = mapped_column(default=list)
    question_keys: Mapped[list[str]] = mapped_column(default=list)

    grid: Mapped[GridVersion] = relationship(lazy="raise_on_sql")

    @property
    def call(self) -> Call:
        """The call whose jury marks it (`grid` must be loaded with the call of its round)."""
        return self.grid.round.call

    @property
    def marks(self) -> list[Points]:
        """The marks that may be given, from low to high."""
        if self.words:
            return sorted(self.words)
        first, last, step = (
            each.hundredths for each in (self.scale_min, self.scale_max, self.scale_step)
        )
        return [Points(each) for each in range(first, last + 1, step)]
