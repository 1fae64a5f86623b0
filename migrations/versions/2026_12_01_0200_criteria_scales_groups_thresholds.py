"""criteria: where scales begin, their steps, words, what counts in the mean, groups, thresholds

Revision ID: e1d94c7b0a52
Revises: e17d4c82b09f
Created: 2026-12-01 02:00:00.000000
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.dialects import postgresql

revision = "e1d94c7b0a52"
down_revision = "e17d4c82b09f"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_THRESHOLD = "(threshold IS NULL) = (threshold_on IS NULL)"
_ON = "threshold_on IN ('mean', 'each_review')"
_OF_100 = "threshold BETWEEN 0 AND 10000"
NEW_COLUMNS = (
    sa.Column("scale_min", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("scale_step", sa.Integer(), nullable=False, server_default="100"),
    sa.Column("words", _JSON, nullable=False, server_default="{}"),
    sa.Column("counts_as", sa.String(length=40), nullable=False, server_default="mean"),
)
CHECKS = {
    "scale_from_low_to_high": "scale_min >= 0 AND scale_min < scale_max",
    "scale_of_whole_steps": (
        "scale_step > 0"
        " AND (scale_max - scale_min) / scale_step * scale_step = scale_max - scale_min"
    ),
    "weight_in_mean": "counts_as = 'mean' OR weight = 0",
    "threshold_of_something": _THRESHOLD,
    "threshold_in_scale": "threshold BETWEEN scale_min AND scale_max",
}


def upgrade() -> None:
    """Each scale goes from nothing by whole marks, each mark counts in the mean, as until now."""
    op.create_table(
        "criterion_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.Column("threshold_on", sa.String(length=40), nullable=True),
        sa.Column("grid_version_id", sa.Uuid(), nullable=False),
        sa.Column("stable_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.CheckConstraint(_ON, name="threshold_on"),
        sa.CheckConstraint(_THRESHOLD, name=op.f("ck_criterion_group_threshold_of_something")),
        sa.CheckConstraint(_OF_100, name=op.f("ck_criterion_group_threshold_of_mean")),
        sa.ForeignKeyConstraint(
            ["grid_version_id"],
            ["grid_version.id"],
            name=op.f("fk_criterion_group_grid_version_id_grid_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_group")),
        sa.UniqueConstraint(
            "grid_version_id",
            "stable_id",
            name=op.f("uq_criterion_group_grid_version_id_stable_id"),
        ),
        sa.UniqueConstraint(
            "grid_version_id", "id", name=op.f("uq_criterion_group_grid_version_id_id")
        ),
    )
    op.create_index(
        op.f("ix_criterion_group_grid_version_id"), "criterion_group", ["grid_version_id"]
    )
    with op.batch_alter_table("grid_version") as table:
        _add_threshold(table)
        table.create_check_constraint(op.f("ck_grid_version_threshold_of_total"), _OF_100)
        table.create_check_constraint(
            op.f("ck_grid_version_threshold_of_something"), _THRESHOLD
        )
    with op.batch_alter_table("criterion") as table:
        table.add_column(sa.Column("group_id", sa.Uuid(), nullable=True))
        for column in NEW_COLUMNS:
            table.add_column(sa.Column(column.name, column.type, nullable=False, server_default=column.server_default))
        _add_threshold(table)
    with op.batch_alter_table("criterion") as table:
        for column in NEW_COLUMNS:
            table.alter_column(column.name, existing_type=column.type, server_default=None)
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_criterion_{name}"), condition)
        table.create_check_constraint(
            "counts_as", "counts_as IN ('mean', 'nothing', 'bonus', 'malus')"
        )
        table.create_index("ix_criterion_group_id", ["group_id"])
        table.create_foreign_key(
            "fk_criterion_group_id_criterion_group",
            "criterion_group",
            ["grid_version_id", "group_id"],
            ["grid_version_id", "id"],
        )


def downgrade() -> None:
    """Every grid is of the simplest kind again."""
    with op.batch_alter_table("criterion") as table:
        table.drop_constraint("fk_criterion_group_id_criterion_group", type_="foreignkey")
        table.drop_index("ix_criterion_group_id")
        table.drop_constraint("counts_as", type_="check")
        table.drop_constraint("threshold_on", type_="check")
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_criterion_{name}"), type_="check")
    with op.batch_alter_table("criterion") as table:
        for column in NEW_COLUMNS:
            table.drop_column(column.name)
        for name in ("group_id", "threshold", "threshold_on"):
            table.drop_column(name)
    with op.batch_alter_table("grid_version") as table:
        table.drop_constraint("threshold_on", type_="check")
        table.drop_constraint(op.f("ck_grid_version_threshold_of_total"), type_="check")
        table.drop_constraint(op.f("ck_grid_version_threshold_of_something"), type_="check")
        table.drop_column("threshold")
        table.drop_column("threshold_on")
    op.drop_index(op.f("ix_criterion_group_grid_version_id"), table_name="criterion_group")
    op.drop_table("criterion_group")


def _add_threshold(table: BatchOperations) -> None:
    table.add_column(sa.Column("threshold", sa.Integer(), nullable=True))
    table.add_column(sa.Column("threshold_on", sa.String(length=40), nullable=True))
    table.create_check_constraint("threshold_on", _ON)
