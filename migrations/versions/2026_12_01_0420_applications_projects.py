"""applications: a project is the chain of applications of one organisation

Revision ID: 4e1c7b90a6d2
Revises: 8d05581b7e87
Created: 2026-12-01 04:20:00.000000
"""

import sqlalchemy as sa
from alembic import op

from callforprojects.core.outside.downgrading import refuse_several

revision = "4e1c7b90a6d2"
down_revision = "8d05581b7e87"
branch_labels = None
depends_on = None

ONE_EACH = ("application", "project_id")
STANDING = "ix_conflict_of_interest_standing"
KEPT = sa.text("deleted_at IS NULL")
CONFLICT = sa.table("conflict_of_interest", sa.column("application_id"))
APPLICATION = sa.table("application", sa.column("id"), sa.column("project_id"))


def upgrade() -> None:
    """Each application begins a project, which has its identifier: déports keep their value."""
    op.create_table(
        "project",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_project_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.execute(
        "INSERT INTO project (id, created_at, updated_at, call_id)"
        " SELECT application.id, application.created_at, application.created_at, round.call_id"
        ' FROM application JOIN "round" ON round.id = application.round_id'
    )
    op.create_index(op.f("ix_project_call_id"), "project", ["call_id"])
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("project_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("continues_id", sa.Uuid(), nullable=True))
    op.execute(APPLICATION.update().values(project_id=APPLICATION.c.id))
    with op.batch_alter_table("application") as table:
        table.alter_column("project_id", existing_type=sa.Uuid(), nullable=False)
        table.create_foreign_key(
            op.f("fk_application_project_id_project"), "project", ["project_id"], ["id"]
        )
        table.create_foreign_key(
            op.f("fk_application_continues_id_application"),
            "application",
            ["continues_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_check_constraint("continues_another", "continues_id <> id")
        table.create_index(op.f("ix_application_project_id"), ["project_id"])
        table.create_index(op.f("ix_application_continues_id"), ["continues_id"])
    for name, columns in (
        ("ix_application_project_round", ["project_id", "round_id"]),
        ("ix_application_continued_once", ["continues_id"]),
    ):
        op.create_index(
            name, "application", columns, unique=True, sqlite_where=KEPT, postgresql_where=KEPT
        )
    _hand_conflicts_over("application", "project")


def downgrade() -> None:
    """Raises DomainError when a project has several applications: each déport is of one file."""
    refuse_several(op.get_bind(), *ONE_EACH)
    _hand_conflicts_over("project", "application")
    op.drop_index("ix_application_continued_once", table_name="application")
    op.drop_index("ix_application_project_round", table_name="application")
    with op.batch_alter_table("application") as table:
        table.drop_constraint("continues_another", type_="check")
        for name in ("continues_id", "project_id"):
            table.drop_index(op.f(f"ix_application_{name}"))
        table.drop_constraint(op.f("fk_application_continues_id_application"), type_="foreignkey")
        table.drop_constraint(op.f("fk_application_project_id_project"), type_="foreignkey")
        table.drop_column("continues_id")
        table.drop_column("project_id")
    op.drop_table("project")


def _hand_conflicts_over(former: str, owner: str) -> None:
    """The déports are of another table: the column, its key and its indexes are renamed."""
    name, old, new = "conflict_of_interest", f"{former}_id", f"{owner}_id"
    # a table that SQLite writes anew would index all of its rows, not those of the condition
    op.drop_index(STANDING, table_name=name)
    with op.batch_alter_table(name) as table:
        table.drop_constraint(op.f(f"fk_{name}_{old}_{former}"), type_="foreignkey")
        table.drop_index(op.f(f"ix_{name}_{old}"))
    op.alter_column(name, old, new_column_name=new)
    if owner == "application":  # a project that was begun since has an identifier of its own
        of_project = sa.select(APPLICATION.c.id).where(
            APPLICATION.c.project_id == CONFLICT.c.application_id
        )
        op.execute(CONFLICT.update().values(application_id=of_project.scalar_subquery()))
    with op.batch_alter_table(name) as table:
        table.create_foreign_key(op.f(f"fk_{name}_{new}_{owner}"), owner, [new], ["id"])
        table.create_index(op.f(f"ix_{name}_{new}"), [new])
    standing = sa.text("lifted_at IS NULL")
    op.create_index(
        STANDING,
        name,
        ["user_id", new],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
