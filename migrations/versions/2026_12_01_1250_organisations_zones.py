"""organisations: zones, lists of territories that a funder keeps

Revision ID: d7d26c90006d
Revises: 7c1f0a9d3b52
Created: 2026-12-01 12:50:50.467984
"""

import sqlalchemy as sa
from alembic import op

revision = "d7d26c90006d"
down_revision = "7c1f0a9d3b52"
branch_labels = None
depends_on = None

PLAIN_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Two tables, empty."""
    op.create_table(
        "zone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", PLAIN_TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"],
            ["organisation.id"],
            name=op.f("fk_zone_funder_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
    )
    op.create_index(op.f("ix_zone_funder_id"), "zone", ["funder_id"])
    op.create_table(
        "zone_territory",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone_id", sa.Uuid(), nullable=False),
        sa.Column("territory_id", sa.Text(), nullable=False),
        sa.Column("is_part", sa.Boolean(), nullable=False),
        sa.Column("own_code", sa.Text(), nullable=False),
        sa.Column("own_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
            name=op.f("fk_zone_territory_territory_id_territory"),
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"],
            ["zone.id"],
            name=op.f("fk_zone_territory_zone_id_zone"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_territory")),
        sa.UniqueConstraint(
            "zone_id",
            "territory_id",
            "own_code",
            name=op.f("uq_zone_territory_zone_id_territory_id_own_code"),
        ),
    )
    op.create_index(op.f("ix_zone_territory_territory_id"), "zone_territory", ["territory_id"])
    op.create_index(op.f("ix_zone_territory_zone_id"), "zone_territory", ["zone_id"])


def downgrade() -> None:
    """The zones are lost."""
    op.drop_table("zone_territory")
    op.drop_table("zone")
