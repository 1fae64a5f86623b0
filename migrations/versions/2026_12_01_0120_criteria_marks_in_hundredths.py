"""criteria: weights and marks are whole hundredths; versions of reviews say how theirs are kept

Revision ID: 9a4e7c15d8b3
Revises: 6b2d9e41f7c8
Created: 2026-12-01 01:20:00.000000
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "9a4e7c15d8b3"
down_revision = "6b2d9e41f7c8"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_AT_ONCE = 500
_WEIGHT = "weight_is_percentage"
_SCALE = "scale_in_bounds"

CRITERION = sa.table("criterion", sa.column("id", sa.Uuid()), sa.column("descriptors", _JSON))
VERSION = sa.table(
    "review_version",
    sa.column("id", sa.Uuid()),
    sa.column("format", sa.Integer()),
    sa.column("marks", _JSON),
)


def upgrade() -> None:
    """What reviews were when they were handed in stays as it was written: format 1."""
    _drop_bounds()
    op.execute("UPDATE criterion SET weight = weight * 100, scale_max = scale_max * 100")
    _create_bounds("weight BETWEEN 0 AND 10000", "scale_max BETWEEN 100 AND 2000")
    op.execute("UPDATE score SET value = value * 100 WHERE value IS NOT NULL")
    _rewrite_descriptors(lambda mark: mark * 100)
    with op.batch_alter_table("review_version") as table:
        table.add_column(sa.Column("format", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("review_version") as table:
        table.alter_column("format", existing_type=sa.Integer(), server_default=None)
        table.create_check_constraint(op.f("ck_review_version_known_format"), "format IN (1, 2)")


def downgrade() -> None:
    """Marks are whole again: what is not is rounded."""
    _write_format_1()
    with op.batch_alter_table("review_version") as table:
        table.drop_constraint(op.f("ck_review_version_known_format"), type_="check")
        table.drop_column("format")
    _rewrite_descriptors(_rounded)
    op.execute("UPDATE score SET value = (value + 50) / 100 WHERE value IS NOT NULL")
    _drop_bounds()
    op.execute(
        "UPDATE criterion SET weight = (weight + 50) / 100, scale_max = (scale_max + 50) / 100"
    )
    _create_bounds("weight BETWEEN 0 AND 100", "scale_max BETWEEN 1 AND 20")


def _drop_bounds() -> None:
    with op.batch_alter_table("criterion") as table:
        for name in (_WEIGHT, _SCALE):
            table.drop_constraint(op.f(f"ck_criterion_{name}"), type_="check")


def _create_bounds(weight: str, scale: str) -> None:
    with op.batch_alter_table("criterion") as table:
        table.create_check_constraint(op.f(f"ck_criterion_{_WEIGHT}"), weight)
        table.create_check_constraint(op.f(f"ck_criterion_{_SCALE}"), scale)


def _rounded(hundredths: int) -> int:
    return (hundredths + 50) // 100


def _rewrite_descriptors(converted: Callable[[int], int]) -> None:
    """What marks mean is kept by mark."""
    bind = op.get_bind()
    for row in bind.execute(sa.select(CRITERION)).all():
        if row.descriptors:
            by_mark = {str(converted(int(mark))): words for mark, words in row.descriptors.items()}
            bind.execute(
                CRITERION.update().where(CRITERION.c.id == row.id).values(descriptors=by_mark)
            )


def _write_format_1() -> None:
    """The former release reads whole marks."""
    bind = op.get_bind()
    newer = sa.select(VERSION.c.id).where(VERSION.c.format == 2)  # noqa: PLR2004  # hundredths
    found = list(bind.execute(newer).scalars())
    for start in range(0, len(found), _AT_ONCE):
        some = VERSION.c.id.in_(found[start : start + _AT_ONCE])
        for row in bind.execute(sa.select(VERSION.c.id, VERSION.c.marks).where(some)).all():
            whole = {key: _whole(mark) for key, mark in row.marks.items()}
            bind.execute(VERSION.update().where(VERSION.c.id == row.id).values(marks=whole))


def _whole(mark: dict[str, Any]) -> dict[str, Any]:
    value = mark["value"]
    return mark | {"value": None if value is None else _rounded(value)}
