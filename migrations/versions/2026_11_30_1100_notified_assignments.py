"""when a juror was told of each file that they were given

Revision ID: 8e1f4b7a20d6
Revises: c2f95a7e41d8
Created: 2026-11-30 11:00:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "8e1f4b7a20d6"
down_revision = "c2f95a7e41d8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Files given before are old news: no mail leaves for them because of this change."""
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE assignment SET notified_at = created_at")


def downgrade() -> None:
    """Files wait for no mail any more: those whose mail had not left are not told of."""
    with op.batch_alter_table("assignment") as table:
        table.drop_column("notified_at")
