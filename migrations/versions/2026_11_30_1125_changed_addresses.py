"""links that change the address of an account, or stop that

Revision ID: c2f95a7e41d8
Revises: b7e40c19d6f3
Created: 2026-11-30 11:25:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "c2f95a7e41d8"
down_revision = "b7e40c19d6f3"
branch_labels = None
depends_on = None

PURPOSES = ("confirm", "reset")


def upgrade() -> None:
    """A column for the address, and two purposes."""
    with op.batch_alter_table("account_token") as table:
        table.add_column(sa.Column("email", sa.Text(), nullable=False, server_default=""))
        _allow(table, (*PURPOSES, "change_address", "stop_address"))


def downgrade() -> None:
    """What was asked is forgotten: addresses stay as they are."""
    op.execute("DELETE FROM account_token WHERE purpose IN ('change_address', 'stop_address')")
    with op.batch_alter_table("account_token") as table:
        _allow(table, PURPOSES)
        table.drop_column("email")


def _allow(table: object, purposes: tuple[str, ...]) -> None:
    table.drop_constraint("token_purpose", type_="check")  # type: ignore[attr-defined]
    listed = ", ".join(repr(purpose) for purpose in purposes)
    table.create_check_constraint(  # type: ignore[attr-defined]
        "token_purpose", f"purpose IN ({listed})"
    )
