"""delegations of signature

Revision ID: e17d4c82b09f
Revises: c7b2f04e96a1
Created: 2026-12-01 02:00:00.000000
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e17d4c82b09f"
down_revision = "c7b2f04e96a1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has any yet."""
    op.create_table(
        "delegation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column(
            "acts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_delegation_ends_after_it_begins"),
        ),
        sa.CheckConstraint(
            "name != '' AND reference != ''", name=op.f("ck_delegation_names_somebody_by_an_act")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_delegation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_delegation_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    for column in ("organisation_id", "user_id"):
        op.create_index(op.f(f"ix_delegation_{column}"), "delegation", [column])


def downgrade() -> None:
    """An older program knows of no delegation: they are written in the acts that made them."""
    op.drop_table("delegation")
