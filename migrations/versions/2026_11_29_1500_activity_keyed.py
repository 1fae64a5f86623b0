"""the end of the activity's chain is signed

Revision ID: 3f6a1c0d9b27
Revises: 5c70e9a1f3d2
Created: 2026-11-29 15:00:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "3f6a1c0d9b27"
down_revision = "5c70e9a1f3d2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty until `operations.upgrading` signs, at once: the key is not in the database."""
    with op.batch_alter_table("activity_head") as batch:
        batch.add_column(sa.Column("keyed_from", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("touched_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("signature", sa.Text(), nullable=True))


def downgrade() -> None:
    """The former program reads plain hashes only: to it, keyed rows look changed."""
    with op.batch_alter_table("activity_head") as batch:
        batch.drop_column("signature")
        batch.drop_column("touched_at")
        batch.drop_column("keyed_from")
