"""The grid of a call: what its jury marks."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.calls.models import Call
from callforprojects.core.data.database import Model
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.points import Points
from callforprojects.core.data.versions import Versioned

FULL_WEIGHT = Points.of(100)
USUAL_SCALE = Points.of(5)


class GridVersion(Model):
    """One wording of the grid of a call: that of the highest number is in force.

    It is filled while the call is a draft, and never changes afterwards: a review names its own.
    """

    __tablename__ = "grid_version"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("number >= 1", name="counted_from_one"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int] = mapped_column(default=1)

    call: Mapped[Call] = relationship(lazy="raise_on_sql")


class Criterion(Versioned, Model):
    """What jurors score. `stable_id` stays the same across versions of the grid.

    Weights are percents and total 100 in a published call.
    `guidance` says what to look for, `descriptors` what some of its marks mean, by mark.
    `question_keys` are the questions whose answers it reads.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("grid_version_id", "stable_id"),
        CheckConstraint("weight BETWEEN 0 AND 10000", name="weight_is_percentage"),
        CheckConstraint("scale_max BETWEEN 100 AND 2000", name="scale_in_bounds"),
    )

    grid_version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("grid_version.id", ondelete="CASCADE"), index=True
    )
    stable_id: Mapped[uuid.UUID] = mapped_column(default=uuid7)
    position: Mapped[int]
    title: Mapped[str]
    guidance: Mapped[str] = mapped_column(default="")
    descriptors: Mapped[dict[Points, str]] = mapped_column(default=dict)
    weight: Mapped[Points]
    scale_max: Mapped[Points] = mapped_column(default=USUAL_SCALE)
    purposes: Mapped[list[str]] = mapped_column(default=list)
    domains: Mapped[list[str]] = mapped_column(default=list)
    question_keys: Mapped[list[str]] = mapped_column(default=list)

    grid: Mapped[GridVersion] = relationship(lazy="raise_on_sql")

    @property
    def call(self) -> Call:
        """The call whose jury marks it (`grid` must be loaded with its call)."""
        return self.grid.call

    @property
    def marks(self) -> list[Points]:
        """The marks that may be given, from low to high."""
        return [Points(each) for each in range(0, self.scale_max.hundredths + 1, 100)]
