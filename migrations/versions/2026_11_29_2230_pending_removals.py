"""bytes of documents that no row names yet, or any more

Revision ID: 4d8e1b6f3a70
Revises: 7e4a0c92d5b8
Created: 2026-11-29 22:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "4d8e1b6f3a70"
down_revision = "7e4a0c92d5b8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table for what is removed a day later, unless a row names it meanwhile."""
    op.create_table(
        "pending_removal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_removal")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_pending_removal_storage_key")),
    )


def downgrade() -> None:
    """What a kill has left in the last day stays."""
    op.drop_table("pending_removal")
