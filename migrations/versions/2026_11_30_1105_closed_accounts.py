"""accounts that were closed

Revision ID: b7e40c19d6f3
Revises: f3d6a8b15c92
Created: 2026-11-30 11:05:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "b7e40c19d6f3"
down_revision = "f3d6a8b15c92"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No table is made again: many refer to this one."""
    op.add_column("user", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """They stay closed: they are inactive, and have neither password nor address."""
    op.drop_column("user", "closed_at")
