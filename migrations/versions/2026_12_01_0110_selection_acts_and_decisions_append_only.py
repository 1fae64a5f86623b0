"""an act or a decision that is corrected stays, and another takes its place

Revision ID: 6b2d9e41f7c8
Revises: e8b13f60c5a2
Created: 2026-12-01 01:10:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "6b2d9e41f7c8"
down_revision = "e8b13f60c5a2"
branch_labels = None
depends_on = None

_CURRENT = sa.text("current_until IS NULL")
_LIVE = sa.text("superseded_at IS NULL")
_IS_SHOWN = "(SELECT id FROM act WHERE current_until IS NULL)"


def upgrade() -> None:
    """What there is now is live, and current: what it has replaced was written over, and is gone."""
    with op.batch_alter_table("act") as table:
        table.add_column(sa.Column("current_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("transmitted_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("acknowledged_on", sa.Date(), nullable=True))
        table.add_column(
            sa.Column("transmission_reference", sa.Text(), nullable=False, server_default="")
        )
        table.drop_constraint(op.f("uq_act_call_id"), type_="unique")
        table.create_index(op.f("ix_act_call_id"), ["call_id"])
        table.create_check_constraint(
            op.f("ck_act_transmitted_when_acknowledged"),
            "acknowledged_on IS NULL OR transmitted_on IS NOT NULL",
        )
    with op.batch_alter_table("act") as table:
        table.alter_column("transmission_reference", server_default=None)
    op.create_index(
        "ix_act_current",
        "act",
        ["call_id"],
        unique=True,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    )
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("supersedes_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
        table.drop_constraint(op.f("uq_decision_application_id"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_decision_application_id_version"), ["application_id", "version"]
        )
        table.create_unique_constraint(op.f("uq_decision_supersedes_id"), ["supersedes_id"])
        table.create_foreign_key(
            op.f("fk_decision_supersedes_id_decision"), "decision", ["supersedes_id"], ["id"]
        )
    op.create_index(
        "ix_decision_live",
        "decision",
        ["application_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def downgrade() -> None:
    """The live decision of each file and the current act of each call stay; the others go.

    A decision of an act that goes keeps its author in its snapshot. Of a transmission nothing is
    left.
    """
    op.drop_index("ix_decision_live", table_name="decision")
    op.drop_index("ix_act_current", table_name="act")
    with op.batch_alter_table("decision") as table:
        table.drop_constraint(op.f("fk_decision_supersedes_id_decision"), type_="foreignkey")
        table.drop_constraint(op.f("uq_decision_supersedes_id"), type_="unique")
        table.drop_constraint(op.f("uq_decision_application_id_version"), type_="unique")
    op.execute("DELETE FROM decision WHERE superseded_at IS NOT NULL")
    op.execute(f"UPDATE decision SET act_id = NULL WHERE act_id NOT IN {_IS_SHOWN}")
    op.execute("DELETE FROM act WHERE current_until IS NOT NULL")
    with op.batch_alter_table("decision") as table:
        table.create_unique_constraint(op.f("uq_decision_application_id"), ["application_id"])
        table.drop_column("superseded_at")
        table.drop_column("supersedes_id")
    with op.batch_alter_table("act") as table:
        table.drop_constraint(op.f("ck_act_transmitted_when_acknowledged"), type_="check")
        table.drop_index(op.f("ix_act_call_id"))
        table.create_unique_constraint(op.f("uq_act_call_id"), ["call_id"])
        table.drop_column("transmission_reference")
        table.drop_column("acknowledged_on")
        table.drop_column("transmitted_on")
        table.drop_column("current_until")
