"""what was filed: the text that was hashed, the answers and the revision that it owns

Revision ID: 5c0e8a71d3b6
Revises: 5a1c93e7d04b
Created: 2026-12-01 01:40:00.000000
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "5c0e8a71d3b6"
down_revision = "5a1c93e7d04b"
branch_labels = None
depends_on = None

_LOGGER = logging.getLogger("alembic.runtime.migration")
AT_ONCE = 200
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
OWNED = {"answer_set_id": "answer_set", "revision_id": "questionnaire_revision"}

SUBMISSION = sa.table(
    "submission",
    sa.column("id", sa.Uuid()),
    sa.column("application_id", sa.Uuid()),
    sa.column("answer_set_id", sa.Uuid()),
    sa.column("revision_id", sa.Uuid()),
    sa.column("snapshot", JSON),
    sa.column("snapshot_text", sa.Text()),
    sa.column("sha256", sa.Text()),
)
APPLICATION = sa.table(
    "application", sa.column("id", sa.Uuid()), sa.column("answer_set_id", sa.Uuid())
)
ANSWER_SET = sa.table("answer_set", sa.column("id", sa.Uuid()), sa.column("revision_id", sa.Uuid()))


def upgrade() -> None:
    """Until now an application was filed once: its answers are those of its submission.

    The text is the canonical form of the JSON, which is what was hashed. A row whose hash it does
    not have was changed before: it stays as it is, is named here, and `activity verify` finds it as
    it did. One that is no JSON any more (SQLite keeps any text) stays the text that it is.
    """
    with op.batch_alter_table("question") as table:
        table.add_column(
            sa.Column("is_confidential", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("question") as table:
        table.alter_column("is_confidential", server_default=None)
    for column in (*OWNED, "snapshot_text"):
        op.add_column("submission", sa.Column(column, SUBMISSION.c[column].type, nullable=True))
    _write("snapshot", "snapshot_text", _text_of, *OWNED)
    with op.batch_alter_table("submission") as table:
        table.drop_column("snapshot")
        table.alter_column("snapshot_text", nullable=False)
        for column, owner in OWNED.items():
            table.alter_column(column, nullable=False)
            table.create_foreign_key(
                op.f(f"fk_submission_{column}_{owner}"), owner, [column], ["id"]
            )
        table.create_unique_constraint(op.f("uq_submission_answer_set_id"), ["answer_set_id"])
        table.create_index(op.f("ix_submission_revision_id"), ["revision_id"])


def downgrade() -> None:
    """The text is read as JSON again: what was hashed is the same. What is none is a JSON string,
    which the way up reads as that text.
    """
    op.add_column("submission", sa.Column("snapshot", JSON, nullable=True))
    _write("snapshot_text", "snapshot", _content_of)
    with op.batch_alter_table("submission") as table:
        table.drop_index(op.f("ix_submission_revision_id"))
        table.drop_constraint(op.f("uq_submission_answer_set_id"), type_="unique")
        for column, owner in OWNED.items():
            table.drop_constraint(op.f(f"fk_submission_{column}_{owner}"), type_="foreignkey")
            table.drop_column(column)
        table.drop_column("snapshot_text")
        table.alter_column("snapshot", nullable=False)
    with op.batch_alter_table("question") as table:
        table.drop_column("is_confidential")


def _write(source: str, target: str, form_of: Any, *named: str) -> None:  # noqa: ANN401
    """Write one form of each snapshot from the other (JSON, text), and what it owns; once a row,
    since a row that long is written anew each time.
    """
    statement = (
        SUBMISSION.update()
        .where(SUBMISSION.c.id == sa.bindparam("of"))
        .values(
            {
                target: sa.bindparam("form", type_=SUBMISSION.c[target].type),
                **{name: sa.bindparam(f"its_{name}", type_=sa.Uuid()) for name in named},
            }
        )
    )
    for rows in _rows(source):
        made = [
            {
                "of": row.id,
                "form": form_of(row.form),
                **{f"its_{name}": getattr(row, name) for name in named},
            }
            for row in rows
        ]
        op.get_bind().execute(statement, made)
        for row, values in zip(rows, made, strict=True):
            text = values["form"] if target == "snapshot_text" else row.form
            if hashlib.sha256(text.encode()).hexdigest() != row.sha256:
                _LOGGER.warning("submission %s is not what its hash says", row.id)


def _text_of(kept: str) -> str:
    """As core/data/canonical.py makes it at this revision."""
    content = _content_of(kept)
    if isinstance(content, str):
        return content
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _content_of(text: str) -> Any:  # noqa: ANN401
    """What a text says as JSON, or the text where it says nothing."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _rows(source: str) -> Iterator[list[sa.Row[Any]]]:
    """Some at a time, in the order of their identifiers."""
    query = (
        sa.select(
            SUBMISSION.c.id,
            sa.cast(SUBMISSION.c[source], sa.Text()).label("form"),
            SUBMISSION.c.sha256,
            APPLICATION.c.answer_set_id,
            ANSWER_SET.c.revision_id,
        )
        .join(APPLICATION, APPLICATION.c.id == SUBMISSION.c.application_id)
        .join(ANSWER_SET, ANSWER_SET.c.id == APPLICATION.c.answer_set_id)
        .order_by(SUBMISSION.c.id)
    )
    last = None
    while True:
        after = query if last is None else query.where(SUBMISSION.c.id > last)
        rows = list(op.get_bind().execute(after.limit(AT_ONCE)))
        if not rows:
            return
        yield rows
        last = rows[-1].id
