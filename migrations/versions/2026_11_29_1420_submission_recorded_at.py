"""when a submission was recorded, beside when it was received

Revision ID: 4e0b7c15a9d3
Revises: 7d1e0b5a4c22
Created: 2026-11-29 14:20:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "4e0b7c15a9d3"
down_revision = "7d1e0b5a4c22"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A request counts by its arrival; until now both instants were one."""
    with op.batch_alter_table("submission") as table:
        table.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE submission SET recorded_at = submitted_at")
    with op.batch_alter_table("submission") as table:
        table.alter_column("recorded_at", nullable=False)


def downgrade() -> None:
    """Only the instant of receipt is kept."""
    with op.batch_alter_table("submission") as table:
        table.drop_column("recorded_at")
