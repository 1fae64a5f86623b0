"""organisations say what they do, instead of being of one kind

Revision ID: 5a1c93e7d04b
Revises: 9a4e7c15d8b3
Created: 2026-12-01 01:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "5a1c93e7d04b"
down_revision = "9a4e7c15d8b3"
branch_labels = None
depends_on = None

KINDS = ("funder", "territory", "partner")
TERRITORIAL = (
    *("commune", "cc", "ca", "cu", "metropole", "metropole-lyon", "ept", "departement"),
    *("region", "collectivite-unique", "drom", "com", "pole-metropolitain"),
)
SEARCHED = "ix_organisation_funder_search_text"

ORGANISATION = sa.table(
    "organisation",
    sa.column("id", sa.Uuid()),
    sa.column("kind", sa.Text()),
    sa.column("is_funder", sa.Boolean()),
    sa.column("is_applicant", sa.Boolean()),
    sa.column("territory_type", sa.Text()),
)
APPLICATION = sa.table("application", sa.column("organisation_id", sa.Uuid()))


def upgrade() -> None:
    """A funder pays; a territory and a partner apply, and their type tells one from the other.

    A funder that has applications did both before it went back to an older program.
    """
    with op.batch_alter_table("organisation") as table:
        for name in ("is_funder", "is_applicant"):
            table.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
    is_funder = ORGANISATION.c.kind == "funder"
    has_applied = sa.exists().where(APPLICATION.c.organisation_id == ORGANISATION.c.id)
    op.execute(ORGANISATION.update().where(is_funder).values(is_funder=True))
    op.execute(ORGANISATION.update().where(~is_funder | has_applied).values(is_applicant=True))
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint("funder_is_accredited", type_="check")
        table.drop_constraint("organisation_kind", type_="check")
        table.drop_column("kind")
        for name in ("is_funder", "is_applicant"):
            table.alter_column(name, server_default=None)
        table.create_check_constraint(
            "funder_is_accredited", "NOT is_funder OR accredited_at IS NOT NULL"
        )
        table.create_check_constraint("does_something", "is_funder OR is_applicant")
    op.create_index(
        SEARCHED,
        "organisation",
        ["search_text", "id"],
        sqlite_where=sa.text("is_funder = 1"),
        postgresql_where=sa.text("is_funder"),
    )


def downgrade() -> None:
    """Who pays and applies is a funder again: it answers for the files that it has received, its
    archives and its calls. Its applications stay, read as before; it files no other one.
    """
    op.drop_index(SEARCHED, table_name="organisation")
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("kind", sa.String(length=40), nullable=True))
    kind = sa.case(
        (ORGANISATION.c.is_funder, "funder"),
        # whoever registers a partner gives its type
        (sa.func.coalesce(ORGANISATION.c.territory_type, "commune").in_(TERRITORIAL), "territory"),
        else_="partner",
    )
    op.execute(ORGANISATION.update().values(kind=kind))
    with op.batch_alter_table("organisation") as table:
        table.alter_column("kind", existing_type=sa.String(length=40), nullable=False)
        table.drop_constraint("funder_is_accredited", type_="check")
        table.drop_constraint("does_something", type_="check")
        table.drop_column("is_applicant")
        table.drop_column("is_funder")
        listed = ", ".join(repr(each) for each in KINDS)
        table.create_check_constraint("organisation_kind", f"kind IN ({listed})")
        table.create_check_constraint(
            "funder_is_accredited", "kind != 'funder' OR accredited_at IS NOT NULL"
        )
