"""calls: what happens at a date belongs to a round

Revision ID: 8d05581b7e87
Revises: d4a86f1be920
Created: 2026-12-01 04:00:00.000000
"""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from alembic import op

from callforprojects.core.outside.downgrading import refuse_several

revision = "8d05581b7e87"
down_revision = "d4a86f1be920"
branch_labels = None
depends_on = None

ONE_EACH = ("round", "call_id")
DATES = ("opens_at", "questions_until", "closes_at", "announced_at")
MOVED = (*DATES, "results_expected_on", "questionnaire_id")
KEPT = ("id", "created_at", "updated_at")


class Owned(NamedTuple):
    """A table whose rows were of a call, and are of a round; `indexes`: by its owner, and what."""

    name: str
    indexes: Sequence[str] = ()
    is_unique: bool = False
    ondelete: str | None = None


OWNED = (
    Owned("act", ("id",)),
    Owned("announcement", is_unique=True),
    Owned("application", ("id", "status", "reference")),
    Owned("call_postponement", ("id",), ondelete="CASCADE"),
    Owned("decision", ("id",)),
    Owned("grid_version", ("id",), ondelete="CASCADE"),
    Owned("jury"),
    Owned("standing", ("id",)),
)
CALL = sa.table(
    "call",
    *(sa.column(name) for name in (*KEPT, *MOVED)),
)
ROUND = sa.table(
    "round",
    *(sa.column(name) for name in (*KEPT, "call_id", *MOVED)),
    sa.column("position", sa.Integer()),
    sa.column("kind", sa.Text()),
    sa.column("is_current", sa.Boolean()),
    sa.column("version", sa.Integer()),
)


def upgrade() -> None:
    """Each call has one round, which has its identifier: what was of the call keeps its value."""
    _create_round()
    first = sa.select(
        *(CALL.c[name] for name in KEPT),
        CALL.c.id.label("call_id"),
        *(CALL.c[name] for name in MOVED),
        sa.literal(1),
        sa.literal("stage"),
        sa.true(),
        sa.literal(1),
    )
    op.execute(ROUND.insert().from_select([column.name for column in ROUND.c], first))
    _drop_live_indexes()
    for owned in OWNED:
        _hand_over(owned, "call", "round")
    _create_live_indexes("round_id")
    with op.batch_alter_table("grid_version") as table:
        table.drop_constraint(op.f("uq_grid_version_call_id_number"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_grid_version_round_id_number"), ["round_id", "number"]
        )
    with op.batch_alter_table("jury") as table:
        table.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="1"))
        table.drop_constraint(op.f("uq_jury_call_id"), type_="unique")
        table.create_index(op.f("ix_jury_round_id"), ["round_id"])
        table.create_unique_constraint(op.f("uq_jury_round_id_position"), ["round_id", "position"])
    with op.batch_alter_table("jury") as table:
        table.alter_column("position", server_default=None)
    with op.batch_alter_table("standing") as table:
        table.drop_index("ix_standing_rank")
        table.create_index("ix_standing_rank", ["round_id", "mean"])
    with op.batch_alter_table("call") as table:
        table.drop_constraint("dated_when_published", type_="check")
        table.drop_constraint("opens_before_closing", type_="check")
        table.drop_constraint(op.f("uq_call_questionnaire_id"), type_="unique")
        table.drop_constraint(op.f("fk_call_questionnaire_id_questionnaire"), type_="foreignkey")
        table.drop_index(op.f("ix_call_closes_at"))
        table.drop_index(op.f("ix_call_opens_at"))
        for name in MOVED:
            table.drop_column(name)
        table.create_check_constraint(
            "dated_when_published", "status = 'draft' OR published_at IS NOT NULL"
        )


def downgrade() -> None:
    """Raises DomainError when a call has several rounds: one table cannot hold their dates."""
    refuse_several(op.get_bind(), *ONE_EACH)
    _put_dates_back()
    with op.batch_alter_table("standing") as table:
        table.drop_index("ix_standing_rank")
        table.create_index("ix_standing_rank", ["round_id", "mean"])
    with op.batch_alter_table("jury") as table:
        table.drop_constraint(op.f("uq_jury_round_id_position"), type_="unique")
        table.drop_index(op.f("ix_jury_round_id"))
        table.create_unique_constraint(op.f("uq_jury_call_id"), ["round_id"])
        table.drop_column("position")
    with op.batch_alter_table("grid_version") as table:
        table.drop_constraint(op.f("uq_grid_version_round_id_number"), type_="unique")
        table.create_unique_constraint(op.f("uq_grid_version_call_id_number"), ["round_id", "number"])
    _drop_live_indexes()
    for owned in OWNED:
        _hand_over(owned, "round", "call")
    _create_live_indexes("call_id")
    op.drop_table("round")


def _create_round() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                *("stage", "cut_off"),
                name="round_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in DATES),
        sa.Column("results_expected_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closes_at IS NULL OR opens_at < closes_at",
            name=op.f("ck_round_opens_before_closing"),
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_round_counted_from_one")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_round_call_id_call"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_round_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("call_id", "position", name=op.f("uq_round_call_id_position")),
        sa.UniqueConstraint("questionnaire_id", name=op.f("uq_round_questionnaire_id")),
    )
    op.create_index(op.f("ix_round_call_id"), "round", ["call_id"])
    op.create_index(op.f("ix_round_closes_at"), "round", ["closes_at"])
    op.create_index(op.f("ix_round_opens_at"), "round", ["opens_at"])
    op.create_index(
        "ix_round_current",
        "round",
        ["call_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )


def _drop_live_indexes() -> None:
    """Those of some rows only: a table that SQLite writes anew would index all of its rows."""
    op.drop_index("ix_decision_live", table_name="decision")
    op.drop_index("ix_act_current", table_name="act")


def _create_live_indexes(owner_id: str) -> None:
    for name, table, column, condition in (
        ("ix_decision_live", "decision", "application_id", "superseded_at IS NULL"),
        ("ix_act_current", "act", owner_id, "current_until IS NULL"),
    ):
        where = sa.text(condition)
        op.create_index(
            name, table, [column], unique=True, sqlite_where=where, postgresql_where=where
        )


def _hand_over(owned: Owned, former: str, owner: str) -> None:
    """The rows of a table are of another one: the column, its key and its indexes are renamed."""
    name, old, new = owned.name, f"{former}_id", f"{owner}_id"
    foreign_key = f"fk_{name}_{old}_{former}"
    with op.batch_alter_table(name) as table:
        table.drop_constraint(op.f(foreign_key), type_="foreignkey")
        for indexed in owned.indexes:
            table.drop_index(f"ix_{name}_{former}_{indexed}")
        if owned.is_unique:
            table.drop_constraint(op.f(f"uq_{name}_{old}"), type_="unique")
    if owner == "call":  # the first round has the identifier of its call, others have not
        op.execute(
            f'UPDATE {name} SET {old} = (SELECT round.call_id FROM "round"'
            f" WHERE round.id = {name}.{old})"
        )
    op.alter_column(name, old, new_column_name=new)
    with op.batch_alter_table(name) as table:
        table.create_foreign_key(
            op.f(f"fk_{name}_{new}_{owner}"), owner, [new], ["id"], ondelete=owned.ondelete
        )
        for indexed in owned.indexes:
            columns = [new] if indexed == "id" else [new, indexed]
            table.create_index(f"ix_{name}_{owner}_{indexed}", columns)
        if owned.is_unique:
            table.create_unique_constraint(op.f(f"uq_{name}_{new}"), [new])


def _put_dates_back() -> None:
    with op.batch_alter_table("call") as table:
        table.drop_constraint("dated_when_published", type_="check")
        for name in DATES:
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("results_expected_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("questionnaire_id", sa.Uuid(), nullable=True))
    of_call = ROUND.c.call_id == CALL.c.id
    op.execute(
        CALL.update().values(
            {name: sa.select(ROUND.c[name]).where(of_call).scalar_subquery() for name in MOVED}
        )
    )
    with op.batch_alter_table("call") as table:
        table.alter_column("questionnaire_id", existing_type=sa.Uuid(), nullable=False)
        table.create_foreign_key(
            op.f("fk_call_questionnaire_id_questionnaire"),
            "questionnaire",
            ["questionnaire_id"],
            ["id"],
        )
        table.create_unique_constraint(op.f("uq_call_questionnaire_id"), ["questionnaire_id"])
        table.create_index(op.f("ix_call_opens_at"), ["opens_at"])
        table.create_index(op.f("ix_call_closes_at"), ["closes_at"])
        table.create_check_constraint(
            "opens_before_closing", "closes_at IS NULL OR opens_at < closes_at"
        )
        table.create_check_constraint(
            "dated_when_published",
            "status = 'draft' OR (published_at IS NOT NULL AND opens_at IS NOT NULL"
            " AND closes_at IS NOT NULL)",
        )
