"""The grid of a call: what its jury marks."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.calls.models import Call
from callforprojects.core.data.database import ByNumberType, Model
from callforprojects.core.data.versions import Versioned

FULL_WEIGHT = 100


class Criterion(Versioned, Model):
    """What jurors score. Weights are whole percents and total 100 in a published call.

    `guidance` says what to look for, `descriptors` what some of its marks mean, by mark.
    `question_keys` are the questions whose answers it reads.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_is_percentage"),
        CheckConstraint("scale_max BETWEEN 1 AND 20", name="scale_in_bounds"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title: Mapped[str]
    guidance: Mapped[str] = mapped_column(default="")
    descriptors: Mapped[dict[int, str]] = mapped_column(ByNumberType, default=dict)
    weight: Mapped[int]
    scale_max: Mapped[int] = mapped_column(default=5)
    purposes: Mapped[list[str]] = mapped_column(default=list)
    domains: Mapped[list[str]] = mapped_column(default=list)
    question_keys: Mapped[list[str]] = mapped_column(default=list)

    call: Mapped[Call] = relationship(lazy="raise_on_sql")
