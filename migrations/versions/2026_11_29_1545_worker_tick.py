"""the sign of life of the worker

Revision ID: 4b8c1f27d9e0
Revises: 6a1d3c0e94b7
Created: 2026-11-29 15:45:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "4b8c1f27d9e0"
down_revision = "6a1d3c0e94b7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row, written each minute by the worker."""
    op.create_table(
        "worker_tick",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_tick")),
    )


def downgrade() -> None:
    """The worker says nothing of itself any more."""
    op.drop_table("worker_tick")
