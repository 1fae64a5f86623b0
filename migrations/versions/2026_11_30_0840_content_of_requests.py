"""what was sent, without the key of its page: the same from another tab is known

Revision ID: e27b90c4a1d6
Revises: b61f0d7c294e
Created: 2026-11-30 08:40:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "e27b90c4a1d6"
down_revision = "b61f0d7c294e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was sent before is known by its key alone, for a day."""
    with op.batch_alter_table("request_key") as table:
        table.add_column(sa.Column("content", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("request_key") as table:
        table.alter_column("content", server_default=None)
    op.create_index(op.f("ix_request_key_content"), "request_key", ["content"])


def downgrade() -> None:
    """As before."""
    op.drop_index(op.f("ix_request_key_content"), table_name="request_key")
    op.drop_column("request_key", "content")
