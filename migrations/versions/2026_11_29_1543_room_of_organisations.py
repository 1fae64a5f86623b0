"""room for the documents of an organisation

Revision ID: 6a1d3c0e94b7
Revises: 8d5b3a7e9f12
Created: 2026-11-29 15:43:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "6a1d3c0e94b7"
down_revision = "8d5b3a7e9f12"
branch_labels = None
depends_on = None

_FILE = sa.table(
    "file", sa.column("owner_id"), sa.column("subject_kind"), sa.column("subject_id")
)
_APPLICATION = sa.table("application", sa.column("id"), sa.column("organisation_id"))


def upgrade() -> None:
    """Whose documents are counted together, those kept already too; a room of its own for some."""
    op.add_column("organisation", sa.Column("room_mb", sa.Integer(), nullable=True))
    op.add_column("file", sa.Column("owner_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_file_owner"), "file", ["owner_id", "size"])
    owner = (
        sa.select(_APPLICATION.c.organisation_id)
        .where(_APPLICATION.c.id == _FILE.c.subject_id)
        .scalar_subquery()
    )
    op.execute(
        sa.update(_FILE).where(_FILE.c.subject_kind == "application").values(owner_id=owner)
    )


def downgrade() -> None:
    """No room is counted any more."""
    op.drop_index(op.f("ix_file_owner"), "file")
    op.drop_column("file", "owner_id")
    op.drop_column("organisation", "room_mb")
