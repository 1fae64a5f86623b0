"""questions that ask an instant, a SIREN, an RNA number, an IBAN

Revision ID: e8b13f60c5a2
Revises: c4f0a92d17be
Created: 2026-11-30 19:40:00.000000
"""

from alembic import op

revision = "e8b13f60c5a2"
down_revision = "c4f0a92d17be"
branch_labels = None
depends_on = None

TYPES = (
    *("short_text", "long_text", "integer", "decimal", "money", "percentage", "date", "yes_no"),
    *("choice", "choices", "territory", "siret", "email", "phone", "url", "file", "matrix"),
)
NEW_TYPES = ("instant", "siren", "rna", "iban")


def upgrade() -> None:
    """Four types more."""
    _allow((*TYPES, *NEW_TYPES))


def downgrade() -> None:
    """Such questions ask a short text, which their answers are."""
    listed = ", ".join(repr(each) for each in NEW_TYPES)
    op.execute(f"UPDATE question SET type = 'short_text' WHERE type IN ({listed})")
    _allow(TYPES)


def _allow(types: tuple[str, ...]) -> None:
    listed = ", ".join(repr(each) for each in types)
    with op.batch_alter_table("question") as table:
        table.drop_constraint("question_type", type_="check")
        table.create_check_constraint("question_type", f"type IN ({listed})")
