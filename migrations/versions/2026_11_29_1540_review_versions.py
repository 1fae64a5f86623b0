"""each review that was handed in is kept, and whether its juror had read the others

Revision ID: 8d5b3a7e9f12
Revises: 5b1f6c0d9e34
Created: 2026-11-29 15:40:00.000000
"""

import uuid
from collections import defaultdict

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "8d5b3a7e9f12"
down_revision = "5b1f6c0d9e34"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_AT_ONCE = 500


def upgrade() -> None:
    """What is handed in today becomes the first version of each review.

    Until today the others were shown as soon as one's own was in: whoever has handed in could read.
    """
    with op.batch_alter_table("review") as batch:
        batch.add_column(sa.Column("others_read_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(
            sa.Column("is_revised", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(
            sa.Column("version_count", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("standing") as batch:
        for name in ("versions", "revised"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    table = op.create_table(
        "review_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("marks", _JSON, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("total", sa.Numeric(precision=7, scale=4), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("others_read", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_version_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_version")),
        sa.UniqueConstraint(
            "review_id", "number", name=op.f("uq_review_version_review_id_number")
        ),
    )
    op.create_index(op.f("ix_review_version_review_id"), "review_version", ["review_id"])
    _keep_what_is_handed_in(table)
    with op.batch_alter_table("review") as batch:
        batch.alter_column("is_revised", existing_type=sa.Boolean(), server_default=None)
        batch.alter_column("version_count", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("standing") as batch:
        for name in ("versions", "revised"):
            batch.alter_column(name, existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    """Only what is handed in now is left."""
    op.drop_index(op.f("ix_review_version_review_id"), table_name="review_version")
    op.drop_table("review_version")
    with op.batch_alter_table("standing") as batch:
        batch.drop_column("revised")
        batch.drop_column("versions")
    with op.batch_alter_table("review") as batch:
        batch.drop_column("version_count")
        batch.drop_column("is_revised")
        batch.drop_column("others_read_at")


def _keep_what_is_handed_in(versions: sa.Table) -> None:
    connection = op.get_bind()
    review = sa.table(
        "review",
        sa.column("id", sa.Uuid()),
        sa.column("status", sa.Text()),
        sa.column("comment", sa.Text()),
        sa.column("total", sa.Numeric(7, 4)),
        sa.column("submitted_at", sa.DateTime(timezone=True)),
        sa.column("others_read_at", sa.DateTime(timezone=True)),
        sa.column("version_count", sa.Integer()),
    )
    handed_in = review.c.status == "submitted"
    rows = connection.execute(sa.select(review).where(handed_in)).all()
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        marks = _marks_of([row.id for row in some])
        connection.execute(
            versions.insert(),
            [
                {
                    "id": uuid.uuid4(),
                    "created_at": row.submitted_at,
                    "updated_at": row.submitted_at,
                    "review_id": row.id,
                    "number": 1,
                    "marks": marks[row.id],
                    "comment": row.comment,
                    "total": row.total,
                    "submitted_at": row.submitted_at,
                    "others_read": False,
                }
                for row in some
            ],
        )
    connection.execute(
        review.update()
        .where(handed_in)
        .values(version_count=1, others_read_at=review.c.submitted_at)
    )
    op.execute(
        "UPDATE standing SET versions = (SELECT count(*) FROM review"
        " WHERE review.application_id = standing.application_id AND review.is_counted)"
    )


def _marks_of(reviews: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, object]]:
    score = sa.table(
        "score",
        sa.column("review_id", sa.Uuid()),
        sa.column("criterion_id", sa.Uuid()),
        sa.column("status", sa.Text()),
        sa.column("value", sa.Integer()),
        sa.column("comment", sa.Text()),
    )
    found: dict[uuid.UUID, dict[str, object]] = defaultdict(dict)
    rows = op.get_bind().execute(sa.select(score).where(score.c.review_id.in_(reviews)))
    for row in rows:
        mark = {"status": row.status, "value": row.value, "comment": row.comment}
        found[row.review_id][str(row.criterion_id)] = mark
    return found
