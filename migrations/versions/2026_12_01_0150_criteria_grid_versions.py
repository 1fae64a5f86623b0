"""criteria: a grid has versions, a criterion an identifier that it keeps in each, a review names one

Revision ID: c7b2f04e96a1
Revises: 5c0e8a71d3b6
Created: 2026-12-01 01:50:00.000000
"""

import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from callforprojects.core.outside.downgrading import refuse_several

revision = "c7b2f04e96a1"
down_revision = "5c0e8a71d3b6"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_AT_ONCE = 500
_VERSION = "fk_{}_grid_version_id_grid_version"

ONE_EACH = ("grid_version", "call_id", "round_id")
CRITERION = sa.table(
    "criterion", sa.column("id", sa.Uuid()), sa.column("stable_id", sa.Uuid())
)
KEPT = sa.table("review_version", sa.column("id", sa.Uuid()), sa.column("marks", _JSON))


def upgrade() -> None:
    """Each call has one version of its grid, which has its identifier; a criterion keeps its own."""
    op.create_table(
        "grid_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_grid_version_counted_from_one")),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["call.id"],
            name=op.f("fk_grid_version_call_id_call"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_version")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_grid_version_call_id_number")),
    )
    op.create_index(op.f("ix_grid_version_call_id"), "grid_version", ["call_id"])
    op.execute(
        "INSERT INTO grid_version (id, created_at, updated_at, call_id, number)"
        " SELECT id, created_at, created_at, id, 1 FROM call"
    )
    with op.batch_alter_table("criterion") as table:
        table.drop_index(op.f("ix_criterion_call_id"))
        table.drop_constraint(op.f("fk_criterion_call_id_call"), type_="foreignkey")
        table.alter_column("call_id", new_column_name="grid_version_id")
        table.add_column(sa.Column("stable_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE criterion SET stable_id = id")
    with op.batch_alter_table("criterion") as table:
        table.alter_column("stable_id", existing_type=sa.Uuid(), nullable=False)
        table.create_index(op.f("ix_criterion_grid_version_id"), ["grid_version_id"])
        table.create_foreign_key(
            op.f(_VERSION.format("criterion")),
            "grid_version",
            ["grid_version_id"],
            ["id"],
            ondelete="CASCADE",
        )
        table.create_unique_constraint(
            op.f("uq_criterion_grid_version_id_stable_id"), ["grid_version_id", "stable_id"]
        )
    with op.batch_alter_table("review") as table:
        table.add_column(sa.Column("grid_version_id", sa.Uuid(), nullable=True))
    op.execute(
        "UPDATE review SET grid_version_id = (SELECT application.call_id FROM application"
        " WHERE application.id = review.application_id)"
    )
    with op.batch_alter_table("review") as table:
        table.alter_column("grid_version_id", existing_type=sa.Uuid(), nullable=False)
        table.create_index(op.f("ix_review_grid_version_id"), ["grid_version_id"])
        table.create_foreign_key(
            op.f(_VERSION.format("review")), "grid_version", ["grid_version_id"], ["id"]
        )


def downgrade() -> None:
    """Raises DomainError when a grid has several versions: one table cannot hold their criteria."""
    refuse_several(op.get_bind(), *ONE_EACH)
    _name_criteria_by_their_rows()
    with op.batch_alter_table("review") as table:
        table.drop_constraint(op.f(_VERSION.format("review")), type_="foreignkey")
        table.drop_index(op.f("ix_review_grid_version_id"))
        table.drop_column("grid_version_id")
    with op.batch_alter_table("criterion") as table:
        table.drop_constraint(op.f("uq_criterion_grid_version_id_stable_id"), type_="unique")
        table.drop_constraint(op.f(_VERSION.format("criterion")), type_="foreignkey")
        table.drop_index(op.f("ix_criterion_grid_version_id"))
        table.drop_column("stable_id")
    op.execute(
        "UPDATE criterion SET grid_version_id = (SELECT grid_version.call_id FROM grid_version"
        " WHERE grid_version.id = criterion.grid_version_id)"
    )
    with op.batch_alter_table("criterion") as table:
        table.alter_column("grid_version_id", new_column_name="call_id")
    with op.batch_alter_table("criterion") as table:
        table.create_index(op.f("ix_criterion_call_id"), ["call_id"])
        table.create_foreign_key(
            op.f("fk_criterion_call_id_call"), "call", ["call_id"], ["id"], ondelete="CASCADE"
        )
    op.drop_index(op.f("ix_grid_version_call_id"), table_name="grid_version")
    op.drop_table("grid_version")


def _name_criteria_by_their_rows() -> None:
    """The former release finds the marks of a version by the identifiers of criteria."""
    bind = op.get_bind()
    rows = bind.execute(sa.select(CRITERION).where(CRITERION.c.id != CRITERION.c.stable_id))
    names = {str(row.stable_id): str(row.id) for row in rows}
    found: list[uuid.UUID] = list(bind.execute(sa.select(KEPT.c.id)).scalars()) if names else []
    for start in range(0, len(found), _AT_ONCE):
        some = KEPT.c.id.in_(found[start : start + _AT_ONCE])
        for row in bind.execute(sa.select(KEPT).where(some)).all():
            if names.keys() & row.marks.keys():
                marks = {names.get(key, key): mark for key, mark in row.marks.items()}
                bind.execute(KEPT.update().where(KEPT.c.id == row.id).values(marks=marks))
