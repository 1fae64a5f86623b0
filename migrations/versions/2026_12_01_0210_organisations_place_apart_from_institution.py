"""where an organisation lies, apart from the territory whose institution it is

Revision ID: 0c8f5be2a671
Revises: e1d94c7b0a52
Created: 2026-12-01 02:10:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "0c8f5be2a671"
down_revision = "e1d94c7b0a52"
branch_labels = None
depends_on = None

TERRITORIAL = (
    *("commune", "cc", "ca", "cu", "metropole", "metropole-lyon", "ept", "departement"),
    *("region", "collectivite-unique", "drom", "com", "pole-metropolitain"),
)

ORGANISATION = sa.table(
    "organisation",
    sa.column("id", sa.Uuid()),
    sa.column("is_applicant", sa.Boolean()),
    sa.column("territory_id", sa.Text()),
    sa.column("place_id", sa.Text()),
    sa.column("territory_type", sa.Text()),
    sa.column("siren", sa.Text()),
)
TERRITORY = sa.table("territory", sa.column("id", sa.Text()), sa.column("siren", sa.Text()))


def upgrade() -> None:
    """Who applies as a territory is its institution, and so is who has its SIREN. Another only lies
    there: a préfecture is not the région, and keeps it from nothing.
    """
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("place_id", sa.Text(), nullable=True))
        table.create_foreign_key(
            op.f("fk_organisation_place_id_territory"), "territory", ["place_id"], ["id"]
        )
    kept = ORGANISATION.c
    own_type = sa.func.coalesce(kept.territory_type, "commune").in_(TERRITORIAL)
    has_its_siren = sa.exists().where(
        TERRITORY.c.id == kept.territory_id, TERRITORY.c.siren == kept.siren
    )
    op.execute(
        ORGANISATION.update()
        .where(kept.territory_id.is_not(None), ~(kept.is_applicant & own_type), ~has_its_siren)
        .values(place_id=kept.territory_id, territory_id=None)
    )
    with op.batch_alter_table("organisation") as table:
        table.create_index(op.f("ix_organisation_place_id"), ["place_id"])
        table.create_check_constraint(
            "institution_lies_at_its_territory", "territory_id IS NULL OR place_id IS NULL"
        )


def downgrade() -> None:
    """One column holds both again: the first of those who lie where there is no institution takes
    the territory; of the others, where they lie is lost.
    """
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint("institution_lies_at_its_territory", type_="check")
    kept, other = ORGANISATION.c, ORGANISATION.alias("other")
    is_taken = sa.exists().where(
        (other.c.territory_id == kept.place_id)
        | ((other.c.place_id == kept.place_id) & (other.c.id < kept.id))
    )
    lying = kept.place_id.is_not(None)
    op.execute(ORGANISATION.update().where(lying, ~is_taken).values(territory_id=kept.place_id))
    with op.batch_alter_table("organisation") as table:
        table.drop_index(op.f("ix_organisation_place_id"))
        table.drop_constraint(op.f("fk_organisation_place_id_territory"), type_="foreignkey")
        table.drop_column("place_id")
