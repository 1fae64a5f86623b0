"""known domains say the name of their institution

Revision ID: c41a8e27d605
Revises: b7e15c0d93f4
Created: 2026-11-30 16:00:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "c41a8e27d605"
down_revision = "b7e15c0d93f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody knows the names of those that are here: only territories are accredited by them."""
    with op.batch_alter_table("known_domain") as table:
        table.add_column(sa.Column("name", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("known_domain") as table:
        table.alter_column("name", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("known_domain") as table:
        table.drop_column("name")
