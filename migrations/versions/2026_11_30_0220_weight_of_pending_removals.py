"""whose documents wait to be removed, and how much they weigh

Revision ID: b61f0d7c294e
Revises: 4d8e1b6f3a70
Created: 2026-11-30 02:20:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "b61f0d7c294e"
down_revision = "4d8e1b6f3a70"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What waits already weighs nothing: it is gone within a day."""
    op.add_column("pending_removal", sa.Column("owner_id", sa.Uuid(), nullable=True))
    op.add_column("pending_removal", sa.Column("size", sa.Integer(), nullable=True))
    op.create_index("ix_pending_removal_owner", "pending_removal", ["owner_id", "size"])


def downgrade() -> None:
    """It is removed all the same."""
    op.drop_index("ix_pending_removal_owner", table_name="pending_removal")
    op.drop_column("pending_removal", "size")
    op.drop_column("pending_removal", "owner_id")
