"""drafts that are deleted, and can be restored

Revision ID: 8d2f6b40c7e5
Revises: 4b8c1f27d9e0
Created: 2026-11-29 15:50:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "8d2f6b40c7e5"
down_revision = "4b8c1f27d9e0"
branch_labels = None
depends_on = None
TABLES = ("application", "call")


def upgrade() -> None:
    """When, and by whom, a draft was deleted."""
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
            table.add_column(sa.Column("deleted_by_id", sa.Uuid(), nullable=True))
            table.create_foreign_key(
                op.f(f"fk_{name}_deleted_by_id_user"), "user", ["deleted_by_id"], ["id"]
            )
            table.create_check_constraint(
                op.f(f"ck_{name}_only_drafts_are_deleted"),
                "deleted_at IS NULL OR status = 'draft'",
            )
            table.create_index(op.f(f"ix_{name}_deleted_at"), ["deleted_at"])
            table.create_index(op.f(f"ix_{name}_deleted_by_id"), ["deleted_by_id"])


def downgrade() -> None:
    """What was deleted would come back: it goes for good, as it was to."""
    op.execute("DELETE FROM application WHERE deleted_at IS NOT NULL")
    op.execute("DELETE FROM call WHERE deleted_at IS NOT NULL")
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_index(op.f(f"ix_{name}_deleted_by_id"))
            table.drop_index(op.f(f"ix_{name}_deleted_at"))
            table.drop_constraint(op.f(f"ck_{name}_only_drafts_are_deleted"), type_="check")
            table.drop_constraint(op.f(f"fk_{name}_deleted_by_id_user"), type_="foreignkey")
            table.drop_column("deleted_by_id")
            table.drop_column("deleted_at")
