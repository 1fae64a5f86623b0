"""what organisations have become that were merged

Revision ID: d4b18e60a9c7
Revises: a7d20c9e41b8
Created: 2026-11-30 12:15:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "d4b18e60a9c7"
down_revision = "a7d20c9e41b8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None was merged before."""
    op.create_table(
        "merged_organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("former_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_merged_organisation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merged_organisation")),
        sa.UniqueConstraint("former_id", name=op.f("uq_merged_organisation_former_id")),
    )
    op.create_index(
        op.f("ix_merged_organisation_organisation_id"), "merged_organisation", ["organisation_id"]
    )


def downgrade() -> None:
    """They stay merged; their former addresses lead nowhere."""
    op.drop_index(
        op.f("ix_merged_organisation_organisation_id"), table_name="merged_organisation"
    )
    op.drop_table("merged_organisation")
