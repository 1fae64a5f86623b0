"""passwords chosen once the address is proved, known browsers

Revision ID: 5c70e9a1f3d2
Revises: 3b8f4d20a611
Created: 2026-11-29 14:45:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "5c70e9a1f3d2"
down_revision = "3b8f4d20a611"
branch_labels = None
depends_on = None

_PERSON = sa.table(
    "user",
    sa.column("id"),
    sa.column("first_name"),
    sa.column("last_name"),
    sa.column("password_hash"),
    sa.column("confirmed_at"),
)
_TOKEN = sa.table(
    "account_token",
    sa.column("user_id"),
    sa.column("purpose"),
    sa.column("used_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """What a stranger may have typed for an address that is not proved opens nothing any more."""
    op.add_column(
        "user", sa.Column("browser_generation", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "account_token", sa.Column("next_path", sa.Text(), server_default="", nullable=False)
    )
    is_unproved = _PERSON.c.confirmed_at.is_(None)
    op.execute(
        sa.update(_PERSON)
        .where(is_unproved)
        .values(first_name="", last_name="", password_hash=None)
    )
    op.execute(
        sa.update(_TOKEN)
        .where(
            _TOKEN.c.purpose == "reset",
            _TOKEN.c.used_at.is_(None),
            _TOKEN.c.user_id.in_(sa.select(_PERSON.c.id).where(is_unproved)),
        )
        .values(used_at=sa.func.current_timestamp())
    )
    _defuse("first_name")
    _defuse("last_name")


def _defuse(name: str) -> None:
    """No address in the names that are there already."""
    column = _PERSON.c[name]
    bare = column
    for sign in ("://", "www.", "@"):
        bare = sa.func.replace(bare, sign, " ")
    op.execute(sa.update(_PERSON).where(bare != column).values({name: bare}))


def downgrade() -> None:
    """The passwords and names of unproved addresses do not come back: they are asked anew."""
    op.drop_column("account_token", "next_path")
    op.drop_column("user", "browser_generation")
