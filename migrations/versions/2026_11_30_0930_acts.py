"""who decides, and decisions as they were announced

Revision ID: f3d6a8b15c92
Revises: c5a81e4d2f07
Created: 2026-11-30 09:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "f3d6a8b15c92"
down_revision = "c5a81e4d2f07"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Decisions announced before have no author: nobody was asked, and none is invented."""
    op.create_table(
        "act",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("author_capacity", sa.Text(), nullable=False),
        sa.Column("delegation", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_act_call_id_call")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_act_written_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.UniqueConstraint("call_id", name=op.f("uq_act_call_id")),
    )
    op.create_index(op.f("ix_act_written_by_id"), "act", ["written_by_id"])
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("act_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("snapshot", sa.JSON(), nullable=True))
        table.add_column(sa.Column("sha256", sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key(op.f("fk_decision_act_id_act"), "act", ["act_id"], ["id"])
        table.create_index(op.f("ix_decision_act_id"), ["act_id"])
    with op.batch_alter_table("decision") as table:
        table.alter_column("sha256", server_default=None)


def downgrade() -> None:
    """The decisions stay; who took them is forgotten."""
    with op.batch_alter_table("decision") as table:
        table.drop_index(op.f("ix_decision_act_id"))
        table.drop_constraint(op.f("fk_decision_act_id_act"), type_="foreignkey")
        table.drop_column("sha256")
        table.drop_column("snapshot")
        table.drop_column("act_id")
    op.drop_index(op.f("ix_act_written_by_id"), table_name="act")
    op.drop_table("act")
