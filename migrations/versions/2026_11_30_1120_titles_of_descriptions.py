"""titles of descriptions begin under that of their section

Revision ID: d27b6f9c1e54
Revises: a94c0d7e3b18
Created: 2026-11-30 11:20:00.000000
"""

from alembic import op

revision = "d27b6f9c1e54"
down_revision = "a94c0d7e3b18"
branch_labels = None
depends_on = None

_LEVELS = (2, 3, 4, 5)


def _move(source: int, target: int) -> None:
    for mark in ("<", "</"):
        op.execute(
            f"UPDATE call SET description_html ="  # noqa: S608  # numbers of ours
            f" replace(description_html, '{mark}h{source}>', '{mark}h{target}>')"
        )


def upgrade() -> None:
    """Each title one level lower, as Markdown is made into HTML from now on; the deepest first."""
    for level in reversed(_LEVELS):
        _move(level, level + 1)


def downgrade() -> None:
    """Each title one level higher, the largest first."""
    for level in _LEVELS:
        _move(level + 1, level)
