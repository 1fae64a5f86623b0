"""criteria: what marks mean is a column, apart from the guidance

Revision ID: 4f0d2b9c71ae
Revises: 4d8f61b0c2a9
Created: 2026-11-30 18:50:00.000000
"""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "4f0d2b9c71ae"
down_revision = "4d8f61b0c2a9"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_LINE = re.compile(r"\s*(\d{1,2})\s*(?:/\s*\d{1,2}\s*)?[:=–—-]\s*(\S.*)")  # `3 : solid`

CRITERION = sa.table(
    "criterion",
    sa.column("id", sa.Uuid()),
    sa.column("guidance", sa.Text()),
    sa.column("descriptors", _JSON),
    sa.column("scale_max", sa.Integer()),
)


def upgrade() -> None:
    """Until now each reading looked for lines such as `3: solid` among those of the guidance."""
    with op.batch_alter_table("criterion") as table:
        table.add_column(sa.Column("descriptors", _JSON, nullable=False, server_default="{}"))
    with op.batch_alter_table("criterion") as table:
        table.alter_column("descriptors", existing_type=_JSON, server_default=None)
    for row in op.get_bind().execute(sa.select(CRITERION)).all():
        guidance, descriptors = _apart(row.guidance, row.scale_max)
        if descriptors:
            _write(row.id, guidance=guidance, descriptors=descriptors)


def downgrade() -> None:
    """What marks mean is again a line for each, at the end of the guidance."""
    for row in op.get_bind().execute(sa.select(CRITERION)).all():
        if row.descriptors:
            _write(row.id, guidance=_together(row.guidance, row.descriptors))
    with op.batch_alter_table("criterion") as table:
        table.drop_column("descriptors")


def _apart(text: str, scale_max: int) -> tuple[str, dict[str, str]]:
    """The last line about a mark said what it means; one before stays in the guidance."""
    guidance: list[str] = []
    descriptors: dict[str, str] = {}
    for line in reversed(text.splitlines()):
        found = _LINE.fullmatch(line)
        mark = int(found[1]) if found else None
        if found and mark is not None and mark <= scale_max and str(mark) not in descriptors:
            descriptors[str(mark)] = found[2].strip()
        else:
            guidance.append(line)
    return "\n".join(reversed(guidance)).strip(), descriptors


def _together(guidance: str, descriptors: dict[str, str]) -> str:
    lines = [
        f"{mark}\N{NO-BREAK SPACE}: {meaning}"
        for mark, meaning in sorted(descriptors.items(), key=lambda each: int(each[0]))
    ]
    return "\n".join([*([guidance] if guidance else []), *lines])


def _write(identifier: object, **values: object) -> None:
    op.execute(CRITERION.update().where(CRITERION.c.id == identifier).values(**values))
