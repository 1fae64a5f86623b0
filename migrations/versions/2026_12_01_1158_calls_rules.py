"""calls: rules

Revision ID: 00348e1ba43e
Revises: 4e1c7b90a6d2
Created: 2026-12-01 11:58:38.250689
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "00348e1ba43e"
down_revision = "4e1c7b90a6d2"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
SEVERITY = sa.Enum(
    "blocking",
    "warning",
    "to_check",
    name="severity",
    native_enum=False,
    create_constraint=True,
    length=40,
)
OWNERS = ("call", "round")


def upgrade() -> None:
    """Calls have none yet."""
    op.create_table(
        "call_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("severity", SEVERITY, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("when", JSON, nullable=True),
        sa.Column("requirement", JSON, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_call_rule_counted_from_one")),
        *(
            sa.ForeignKeyConstraint(
                [f"{owner}_id"],
                [f"{owner}.id"],
                name=op.f(f"fk_call_rule_{owner}_id_{owner}"),
                ondelete="CASCADE",
            )
            for owner in OWNERS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_rule")),
    )
    for owner in OWNERS:
        op.create_index(op.f(f"ix_call_rule_{owner}_id"), "call_rule", [f"{owner}_id"])


def downgrade() -> None:
    """The rules of drafts and of published calls go; versions keep those they say."""
    for owner in OWNERS:
        op.drop_index(op.f(f"ix_call_rule_{owner}_id"), table_name="call_rule")
    op.drop_table("call_rule")
