"""what becomes of mails: who writes, when the contents leave, why one does not arrive

Revision ID: 5b1f6c0d9e34
Revises: 3b7f5e0a91d4
Created: 2026-11-29 15:15:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "5b1f6c0d9e34"
down_revision = "3b7f5e0a91d4"
branch_labels = None
depends_on = None

STATUSES = ("held", "queued", "sending", "sent", "failed", "uncertain", "cancelled")
PROBLEMS = (
    "address",
    "mailbox full",
    "contents",
    "unwritable",
    "sender",
    "unreachable",
    "later",
    "interrupted",
    "stopped",
)


def upgrade() -> None:
    """New columns, and a status for what came back."""
    with op.batch_alter_table("message") as table:
        table.add_column(sa.Column("from_name", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("reply_to", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("data_begun_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("problem", sa.String(length=40), nullable=True))
        table.create_check_constraint("message_problem", _one_of("problem", PROBLEMS))
        _allow(table, (*STATUSES, "bounced"))
    with op.batch_alter_table("message") as table:
        table.alter_column("from_name", server_default=None)
        table.alter_column("reply_to", server_default=None)
    # taken by the release before this one, which noted nothing: their contents may have left
    op.execute("UPDATE message SET data_begun_at = claimed_at WHERE status = 'sending'")


def downgrade() -> None:
    """What came back is said to have failed."""
    op.execute("UPDATE message SET status = 'failed' WHERE status = 'bounced'")
    with op.batch_alter_table("message") as table:
        _allow(table, STATUSES)
        table.drop_constraint("message_problem", type_="check")
        for column in ("problem", "bounced_at", "data_begun_at", "reply_to", "from_name"):
            table.drop_column(column)


def _allow(table: object, statuses: tuple[str, ...]) -> None:
    table.drop_constraint("message_status", type_="check")  # type: ignore[attr-defined]
    table.create_check_constraint(  # type: ignore[attr-defined]
        "message_status", _one_of("status", statuses)
    )


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
