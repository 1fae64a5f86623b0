"""demonstration marker

Revision ID: 3b8f4d20a611
Revises: 4c8e2f6a1b30
Created: 2026-11-29 14:35:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "3b8f4d20a611"
down_revision = "4c8e2f6a1b30"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row in a database that is a demonstration; no database becomes one by this."""
    op.create_table(
        "demonstration_marker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demonstration_marker")),
    )


def downgrade() -> None:
    """No database says any more that it is a demonstration."""
    op.drop_table("demonstration_marker")
