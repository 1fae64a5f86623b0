"""how long funders keep their files, and the visas by which some are eliminated

Revision ID: a7d20c9e41b8
Revises: 8d2c7e41b96f
Created: 2026-11-30 12:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "a7d20c9e41b8"
down_revision = "8d2c7e41b96f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is set: what is proposed holds until a funder says otherwise."""
    op.create_table(
        "retention_rule",
        *_identity(),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("file_group", sa.String(length=40), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "file_group IN ('funded', 'not_funded')", name=op.f("ck_retention_rule_file_group")
        ),
        sa.CheckConstraint(
            "fate IN ('transfer', 'sorting', 'elimination')",
            name=op.f("ck_retention_rule_final_fate"),
        ),
        sa.CheckConstraint(
            "years BETWEEN 1 AND 99", name=op.f("ck_retention_rule_years_in_bounds")
        ),
        sa.ForeignKeyConstraint(
            ["funder_id"],
            ["organisation.id"],
            name=op.f("fk_retention_rule_funder_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
        sa.UniqueConstraint(
            "funder_id", "file_group", name=op.f("uq_retention_rule_funder_id_file_group")
        ),
    )
    op.create_index(op.f("ix_retention_rule_funder_id"), "retention_rule", ["funder_id"])
    op.create_table(
        "elimination",
        *_identity(),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("visa_reference", sa.Text(), nullable=False),
        sa.Column("visa_on", sa.Date(), nullable=False),
        sa.Column("visa_authority", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_elimination_call_id_call")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_elimination_recorded_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elimination")),
    )
    op.create_index(op.f("ix_elimination_call_id"), "elimination", ["call_id"])
    op.create_index(op.f("ix_elimination_recorded_by_id"), "elimination", ["recorded_by_id"])
    op.create_table(
        "eliminated_file",
        *_identity(),
        sa.Column("elimination_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["elimination_id"],
            ["elimination.id"],
            name=op.f("fk_eliminated_file_elimination_id_elimination"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eliminated_file")),
        sa.UniqueConstraint("application_id", name=op.f("uq_eliminated_file_application_id")),
    )
    op.create_index(
        op.f("ix_eliminated_file_elimination_id"), "eliminated_file", ["elimination_id"]
    )
    op.create_index(op.f("ix_eliminated_file_erased_at"), "eliminated_file", ["erased_at"])


def downgrade() -> None:
    """What was eliminated does not come back; by whose visa is forgotten."""
    op.drop_table("eliminated_file")
    op.drop_table("elimination")
    op.drop_table("retention_rule")


def _identity() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    ]
