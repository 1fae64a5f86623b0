"""territories: the municipal and the total population apart; the EPT of a commune

Revision ID: b70abfd5a435
Revises: de339ebb7805
Created: 2026-12-01 12:27:12.046846
"""

import sqlalchemy as sa
from alembic import op

revision = "b70abfd5a435"
down_revision = "de339ebb7805"
branch_labels = None
depends_on = None

TERRITORY = sa.table(
    "territory",
    sa.column("id", sa.Text()),
    sa.column("population_municipale", sa.Integer()),
)
# Its figure held the Métropole de Lyon, which is no part of the département as an institution.
RHONE = "departement:69"


def upgrade() -> None:
    """What was kept was the municipal one; zero said that it was not known, or that nobody is there.

    `territories load` fills in what is not known here: the total, the EPT, the true zeros.
    """
    with op.batch_alter_table("territory") as table:
        table.alter_column(
            "population",
            new_column_name="population_municipale",
            existing_type=sa.Integer(),
            nullable=True,
        )
        table.add_column(sa.Column("population_totale", sa.Integer(), nullable=True))
        table.add_column(sa.Column("ept_id", sa.Text(), nullable=True))
        table.create_foreign_key(
            op.f("fk_territory_ept_id_territory"), "territory", ["ept_id"], ["id"]
        )
        table.create_index(op.f("ix_territory_ept_id"), ["ept_id"])
    is_doubtful = sa.or_(TERRITORY.c.population_municipale == 0, TERRITORY.c.id == RHONE)
    op.execute(TERRITORY.update().where(is_doubtful).values(population_municipale=None))


def downgrade() -> None:
    """The total populations and the EPT of communes are lost; `territories load` knows them."""
    is_unknown = TERRITORY.c.population_municipale.is_(None)
    op.execute(TERRITORY.update().where(is_unknown).values(population_municipale=0))
    with op.batch_alter_table("territory") as table:
        table.drop_index(op.f("ix_territory_ept_id"))
        table.drop_constraint(op.f("fk_territory_ept_id_territory"), type_="foreignkey")
        table.drop_column("ept_id")
        table.drop_column("population_totale")
        table.alter_column(
            "population_municipale",
            new_column_name="population",
            existing_type=sa.Integer(),
            nullable=False,
        )
