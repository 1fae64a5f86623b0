"""what was typed when a session was over

Revision ID: 7d1e0b5a4c22
Revises: c91712ff98fa
Created: 2026-11-22 04:00:00.000000
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "7d1e0b5a4c22"
down_revision = "c91712ff98fa"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table for the texts of refused forms, kept for an hour."""
    op.create_table(
        "typed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column(
            "fields",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_typed_token_hash")),
    )
    op.create_index(op.f("ix_typed_expires_at"), "typed", ["expires_at"])


def downgrade() -> None:
    """Nobody's texts are kept any more."""
    op.drop_index(op.f("ix_typed_expires_at"), "typed")
    op.drop_table("typed")
