"""where a form that was sent ended

Revision ID: 3b7f5e0a91d4
Revises: 3f6a1c0d9b27
Created: 2026-11-29 15:10:00.000000
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "3b7f5e0a91d4"
down_revision = "3f6a1c0d9b27"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table for the endings of forms, kept for a day."""
    op.create_table(
        "request_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column(
            "flashes",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("is_done_again", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_key")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_request_key_fingerprint")),
    )
    op.create_index(op.f("ix_request_key_expires_at"), "request_key", ["expires_at"])


def downgrade() -> None:
    """A form sent twice is done twice again."""
    op.drop_index(op.f("ix_request_key_expires_at"), "request_key")
    op.drop_table("request_key")
