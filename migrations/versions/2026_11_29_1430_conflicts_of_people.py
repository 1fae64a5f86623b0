"""a conflict of interest is that of a person, with or without a seat in a jury, and may be lifted

Revision ID: 4c8e2f6a1b30
Revises: 4e0b7c15a9d3
Created: 2026-11-29 14:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "4c8e2f6a1b30"
down_revision = "4e0b7c15a9d3"
branch_labels = None
depends_on = None

_TABLE = "conflict_of_interest"
_PERSON = """
UPDATE conflict_of_interest SET user_id =
    (SELECT juror.user_id FROM juror WHERE juror.id = conflict_of_interest.juror_id)
"""
_SEAT = """
UPDATE conflict_of_interest SET juror_id =
    (SELECT juror.id FROM juror
     JOIN jury ON jury.id = juror.jury_id
     JOIN application ON application.call_id = jury.call_id
     WHERE juror.user_id = conflict_of_interest.user_id
     AND application.id = conflict_of_interest.application_id)
"""


def upgrade() -> None:
    """The person instead of the seat; who wrote it down; who lifted it, when and why."""
    with op.batch_alter_table(_TABLE) as batch:
        batch.add_column(sa.Column("user_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("recorded_by_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("lifted_by_id", sa.Uuid(), nullable=True))
        batch.add_column(
            sa.Column("lifting_reason", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
    op.execute(_PERSON)
    op.execute("DELETE FROM conflict_of_interest WHERE user_id IS NULL")  # a seat never taken
    with op.batch_alter_table(_TABLE) as batch:
        batch.drop_constraint(
            op.f("uq_conflict_of_interest_juror_id_application_id"), type_="unique"
        )
        batch.drop_constraint(op.f("fk_conflict_of_interest_juror_id_juror"), type_="foreignkey")
        batch.drop_index(op.f("ix_conflict_of_interest_juror_id"))
        batch.drop_column("juror_id")
        batch.alter_column("user_id", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("lifting_reason", existing_type=sa.Text(), server_default=None)
        for column in ("user_id", "recorded_by_id", "lifted_by_id"):
            batch.create_foreign_key(
                op.f(f"fk_conflict_of_interest_{column}_user"), "user", [column], ["id"]
            )
            batch.create_index(op.f(f"ix_conflict_of_interest_{column}"), [column])
        batch.create_check_constraint(
            op.f("ck_conflict_of_interest_somebody_when_lifted"),
            "(lifted_at IS NULL) = (lifted_by_id IS NULL)",
        )
    op.create_index(
        "ix_conflict_of_interest_standing",
        _TABLE,
        ["user_id", "application_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )


def downgrade() -> None:
    """Only what a seat in the jury can hold stays, and what was lifted is forgotten."""
    op.drop_index("ix_conflict_of_interest_standing", table_name=_TABLE)
    op.execute("DELETE FROM conflict_of_interest WHERE lifted_at IS NOT NULL")
    with op.batch_alter_table(_TABLE) as batch:
        batch.add_column(sa.Column("juror_id", sa.Uuid(), nullable=True))
    op.execute(_SEAT)
    op.execute("DELETE FROM conflict_of_interest WHERE juror_id IS NULL")
    with op.batch_alter_table(_TABLE) as batch:
        batch.drop_constraint(
            op.f("ck_conflict_of_interest_somebody_when_lifted"), type_="check"
        )
        for column in ("user_id", "recorded_by_id", "lifted_by_id"):
            batch.drop_index(op.f(f"ix_conflict_of_interest_{column}"))
            batch.drop_constraint(
                op.f(f"fk_conflict_of_interest_{column}_user"), type_="foreignkey"
            )
            batch.drop_column(column)
        batch.drop_column("lifted_at")
        batch.drop_column("lifting_reason")
        batch.alter_column("juror_id", existing_type=sa.Uuid(), nullable=False)
        batch.create_foreign_key(
            op.f("fk_conflict_of_interest_juror_id_juror"),
            "juror",
            ["juror_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch.create_index(op.f("ix_conflict_of_interest_juror_id"), ["juror_id"])
        batch.create_unique_constraint(
            op.f("uq_conflict_of_interest_juror_id_application_id"), ["juror_id", "application_id"]
        )
