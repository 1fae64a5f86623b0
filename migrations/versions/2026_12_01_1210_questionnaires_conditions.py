"""questionnaires: when a section or a question is asked; what conditions read

Revision ID: de339ebb7805
Revises: 00348e1ba43e
Created: 2026-12-01 11:58:05.357494
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "de339ebb7805"
down_revision = "00348e1ba43e"
branch_labels = None
depends_on = None

QUESTION = sa.table(
    "question",
    *(sa.column(name, sa.Text()) for name in ("key", "type", "stands_for")),
)
TYPES = {
    "scale": "choice",
    "phase": "choice",
    "starts_on": "date",
    "ends_on": "date",
    "is_started": "yes_no",
}
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
PARTS = ("questionnaire_section", "question")


def upgrade() -> None:
    """The questions that a new call begins with stand for what their keys say."""
    op.create_table(
        "condition_reference",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_table", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_condition_reference_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition_reference")),
        sa.UniqueConstraint(
            "owner_id",
            "questionnaire_id",
            "fact",
            name=op.f("uq_condition_reference_owner_id_questionnaire_id_fact"),
        ),
    )
    op.create_index(
        op.f("ix_condition_reference_questionnaire_id"), "condition_reference", ["questionnaire_id"]
    )
    for part in PARTS:
        op.add_column(part, sa.Column("condition", JSON, nullable=True))
    for key, kind in TYPES.items():
        is_it = sa.and_(QUESTION.c.key == key, QUESTION.c.type == kind)
        is_free = QUESTION.c.stands_for.is_(None)
        op.execute(QUESTION.update().where(is_it, is_free).values(stands_for=key))


def downgrade() -> None:
    """Conditions are lost; what questions stand for stays, and older programs ignore it."""
    for part in PARTS:
        with op.batch_alter_table(part) as table:
            table.drop_column("condition")
    op.drop_index(op.f("ix_condition_reference_questionnaire_id"), "condition_reference")
    op.drop_table("condition_reference")
