"""the storage quota of an organisation under the name it has everywhere

Revision ID: 7e4a0c92d5b8
Revises: 2c9f5a7d81e6
Created: 2026-11-29 22:15:00.000000
"""

from alembic import op

revision = "7e4a0c92d5b8"
down_revision = "2c9f5a7d81e6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Both engines rename a column in place: no row is touched, no table made anew."""
    op.alter_column("organisation", "room_mb", new_column_name="storage_quota_mb")


def downgrade() -> None:
    """Back to the name of before."""
    op.alter_column("organisation", "storage_quota_mb", new_column_name="room_mb")
