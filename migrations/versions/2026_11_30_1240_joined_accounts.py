"""accounts that were joined to another of the same person

Revision ID: e91c40b7d2f5
Revises: d4b18e60a9c7
Created: 2026-11-30 12:40:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "e91c40b7d2f5"
down_revision = "d4b18e60a9c7"
branch_labels = None
depends_on = None

PURPOSES = ("confirm", "reset", "change_address", "stop_address")


def upgrade() -> None:
    """None was joined before."""
    op.create_table(
        "joined_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("former_id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["former_id"], ["user.id"], name=op.f("fk_joined_account_former_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["user.id"], name=op.f("fk_joined_account_kept_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_account")),
        sa.UniqueConstraint("former_id", name=op.f("uq_joined_account_former_id")),
    )
    op.create_index(op.f("ix_joined_account_kept_id"), "joined_account", ["kept_id"])
    with op.batch_alter_table("account_token") as table:
        _allow(table, (*PURPOSES, "join"))


def downgrade() -> None:
    """They stay joined; what they did before is shown as of a closed account."""
    op.execute("DELETE FROM account_token WHERE purpose = 'join'")
    with op.batch_alter_table("account_token") as table:
        _allow(table, PURPOSES)
    op.drop_index(op.f("ix_joined_account_kept_id"), table_name="joined_account")
    op.drop_table("joined_account")


def _allow(table: object, purposes: tuple[str, ...]) -> None:
    table.drop_constraint("token_purpose", type_="check")  # type: ignore[attr-defined]
    listed = ", ".join(repr(purpose) for purpose in purposes)
    table.create_check_constraint(  # type: ignore[attr-defined]
        "token_purpose", f"purpose IN ({listed})"
    )
