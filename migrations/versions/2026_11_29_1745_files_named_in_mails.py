"""files that a mail names, and mails kept back from who has stepped back from them

Revision ID: 2c9f5a7d81e6
Revises: 8d2f6b40c7e5
Created: 2026-11-29 17:45:00.000000
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "2c9f5a7d81e6"
down_revision = "8d2f6b40c7e5"
branch_labels = None
depends_on = None

STATUSES = ("held", "queued", "sending", "sent", "failed", "uncertain", "bounced", "cancelled")
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
NEWS = ("applications/postponed", "applications/cancelled")


def upgrade() -> None:
    """A table of what is named, filled for the mails written before, and one status more."""
    op.create_table(
        "message_mention",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_mention_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_mention")),
        sa.UniqueConstraint(
            "message_id", "kind", "thing_id", name=op.f("uq_message_mention_message_id_kind_thing_id")
        ),
    )
    op.create_index(op.f("ix_message_mention_message_id"), "message_mention", ["message_id"])
    op.create_index("ix_message_mention_thing", "message_mention", ["kind", "thing_id"])
    with op.batch_alter_table("message") as table:
        _allow(table, "status", (*STATUSES, "withheld"))
        _allow(table, "problem", (*PROBLEMS, "stepped back"))
    _note_files_named()


def _note_files_named() -> None:
    """Mails about a call named the files of their reader, by title or by reference."""
    connection = op.get_bind()
    message = sa.table(
        "message",
        sa.column("id", sa.Uuid()),
        sa.column("template", sa.Text()),
        sa.column("text", sa.Text()),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("about_id", sa.Uuid()),
    )
    application = sa.table(
        "application",
        sa.column("id", sa.Uuid()),
        sa.column("call_id", sa.Uuid()),
        sa.column("title", sa.Text()),
        sa.column("reference", sa.Text()),
    )
    mention = sa.table(
        "message_mention",
        *(sa.column(name, sa.Uuid()) for name in ("id", "message_id", "thing_id")),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("created_at", "updated_at")),
        sa.column("kind", sa.Text()),
    )
    told = sa.select(message.c.about_id).where(message.c.template.in_(NEWS)).distinct()
    for call_id in connection.scalars(told).all():
        files = connection.execute(
            sa.select(application.c.id, application.c.title, application.c.reference).where(
                application.c.call_id == call_id
            )
        ).all()
        mails = connection.execute(
            sa.select(message.c.id, message.c.text, message.c.created_at).where(
                message.c.about_id == call_id, message.c.template.in_(NEWS)
            )
        ).all()
        rows = [
            {
                "id": uuid.uuid4(),
                "created_at": mail.created_at,
                "updated_at": mail.created_at,
                "message_id": mail.id,
                "kind": "application",
                "thing_id": file.id,
            }
            for mail in mails
            for file in files
            if any(name and name in mail.text for name in (file.title, file.reference))
        ]
        if rows:
            connection.execute(sa.insert(mention), rows)


def downgrade() -> None:
    """What was kept back is said to be cancelled."""
    op.execute("UPDATE message SET status = 'cancelled' WHERE status = 'withheld'")
    op.execute("UPDATE message SET problem = NULL WHERE problem = 'stepped back'")
    with op.batch_alter_table("message") as table:
        _allow(table, "status", STATUSES)
        _allow(table, "problem", PROBLEMS)
    op.drop_table("message_mention")


def _allow(table: object, column: str, values: tuple[str, ...]) -> None:
    name = f"message_{column}"
    allowed = f"{column} IN ({', '.join(repr(value) for value in values)})"
    table.drop_constraint(name, type_="check")  # type: ignore[attr-defined]
    table.create_check_constraint(name, allowed)  # type: ignore[attr-defined]
