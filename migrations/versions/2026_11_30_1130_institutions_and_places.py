"""institutions and places: one row for each authority, overseas as a property of the place

Revision ID: 8d2c7e41b96f
Revises: d27b6f9c1e54
Created: 2026-11-30 11:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "8d2c7e41b96f"
down_revision = "d27b6f9c1e54"
branch_labels = None
depends_on = None

DROM = ("971", "972", "973", "974", "976")
DROM_REGIONS = ("01", "02", "03", "04", "06")
COM = ("975", "977", "978", "984", "986", "987", "988", "989")
ALSACE = "departement:6AE"
BAS_RHIN = "departement:67"
# The places that are no institution, and where the one in charge of them is listed.
AUTHORITIES = {
    BAS_RHIN: ALSACE,
    "departement:68": ALSACE,
    "departement:2A": "region:94",
    "departement:2B": "region:94",
    "departement:75": "commune:75056",
    "region:02": "departement:972",
    "region:03": "departement:973",
    "region:06": "departement:976",
    **{f"region:{code}": f"departement:{code}" for code in COM if code != "989"},
    "commune:97701": "departement:977",
    "commune:97801": "departement:978",
    **{f"commune:9841{number}": "departement:984" for number in range(1, 6)},
    **{f"commune:9861{number}": "departement:986" for number in range(1, 4)},
}
WITHOUT_AUTHORITY = ("departement:989", "region:989", "commune:98901")
NAMESAKES = tuple(
    place
    for place in (*AUTHORITIES, "region:989", "commune:98901")
    if place not in {BAS_RHIN, "departement:68", "departement:2A", "departement:2B"}
    and not place.startswith(("commune:984", "commune:986"))
)
KINDS = {
    ALSACE: "collectivite-unique",
    "commune:75056": "collectivite-unique",
    "departement:971": "departement",
    "departement:974": "departement",
    "region:01": "region",
    "region:04": "region",
}
FORMER_KINDS = {
    **dict.fromkeys(("departement:75", "region:02", "region:03", "region:06"), "collectivite-unique"),
    **dict.fromkeys((BAS_RHIN, "departement:68", "departement:2A", "departement:2B"), "departement"),
    **dict.fromkeys(("departement:971", "departement:974", "region:01", "region:04"), "drom"),
    "commune:75056": "commune",
    **{
        place: "com"
        for place in (*AUTHORITIES, *WITHOUT_AUTHORITY)
        if place.split(":")[1][:3] in COM
    },
}

TERRITORY = sa.table(
    "territory",
    *(
        sa.column(name, sa.Text())
        for name in (
            *("id", "level", "code", "kind", "area", "name", "search_name", "siren"),
            *("postal_codes", "epci_id", "departement_id", "region_id", "pole_id"),
            "institution_id",
        )
    ),
    sa.column("population", sa.Integer()),
)
ORGANISATION = sa.table(
    "organisation",
    sa.column("id", sa.Uuid()),
    sa.column("territory_id", sa.Text()),
    sa.column("territory_type", sa.Text()),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
CALL = sa.table("call", sa.column("id", sa.Uuid()), sa.column("territory_types", sa.JSON()))


def upgrade() -> None:
    """Merged rows stay as places, so that whatever names them still does; who applied moves."""
    op.create_table(
        "territory_name",
        sa.Column(
            "search_name",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("territory_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('short', 'usual', 'merged', 'renamed')",
            name=op.f("ck_territory_name_name_kind"),
        ),
        sa.PrimaryKeyConstraint("search_name", "territory_id", name=op.f("pk_territory_name")),
    )
    op.create_index(op.f("ix_territory_name_territory_id"), "territory_name", ["territory_id"])
    with op.batch_alter_table("territory") as table:
        table.add_column(
            sa.Column("area", sa.String(length=40), nullable=False, server_default="metro")
        )
        table.add_column(sa.Column("institution_id", sa.Text(), nullable=True))
        table.alter_column("kind", existing_type=sa.Text(), nullable=True)
        table.create_check_constraint(op.f("ck_territory_area"), "area IN ('metro', 'drom', 'com')")
        table.create_foreign_key(
            op.f("fk_territory_institution_id_territory"), "territory", ["institution_id"], ["id"]
        )
        table.create_index(op.f("ix_territory_institution_id"), ["institution_id"])
        table.drop_index(op.f("ix_territory_siren"))
        table.create_unique_constraint(op.f("uq_territory_siren"), ["siren"])
    with op.batch_alter_table("territory") as table:
        table.alter_column("area", existing_type=sa.String(length=40), server_default=None)
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("areas", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("call") as table:
        table.alter_column("areas", existing_type=sa.JSON(), server_default=None)
    bind = op.get_bind()
    _say_where(bind)
    _name_authorities(bind)
    _move_organisations(bind)
    _open_to_powers(bind)


def downgrade() -> None:
    """The rows are institutions again; who applied as the Alsatian authority is Bas-Rhin's."""
    bind = op.get_bind()
    for place, kind in FORMER_KINDS.items():
        _update(bind, TERRITORY, TERRITORY.c.id == place, kind=kind)
        _update(bind, ORGANISATION, ORGANISATION.c.territory_id == place, territory_type=kind)
    taken = bind.execute(
        sa.select(ORGANISATION.c.id).where(ORGANISATION.c.territory_id == BAS_RHIN)
    ).first()
    _update(
        bind,
        ORGANISATION,
        ORGANISATION.c.territory_id == ALSACE,
        territory_id=None if taken else BAS_RHIN,
        territory_type="departement",
    )
    for place in NAMESAKES:
        _update(bind, TERRITORY, TERRITORY.c.id == place, search_name=_own_name(bind, place))
    _update(bind, TERRITORY, TERRITORY.c.institution_id.is_not(None), institution_id=None)
    bind.execute(sa.delete(TERRITORY).where(TERRITORY.c.id == ALSACE))
    _close_to_powers(bind)
    with op.batch_alter_table("call") as table:
        table.drop_column("areas")
    with op.batch_alter_table("territory") as table:
        table.drop_constraint(op.f("uq_territory_siren"), type_="unique")
        table.create_index(op.f("ix_territory_siren"), ["siren"])
        table.drop_index(op.f("ix_territory_institution_id"))
        table.drop_constraint(op.f("fk_territory_institution_id_territory"), type_="foreignkey")
        table.drop_constraint(op.f("ck_territory_area"), type_="check")
        table.alter_column("kind", existing_type=sa.Text(), nullable=False)
        table.drop_column("institution_id")
        table.drop_column("area")
    op.drop_index(op.f("ix_territory_name_territory_id"), table_name="territory_name")
    op.drop_table("territory_name")


def _say_where(bind: sa.Connection) -> None:
    for area, codes, regions in (("drom", DROM, DROM_REGIONS), ("com", COM, COM)):
        places = [*(f"departement:{code}" for code in codes), *(f"region:{code}" for code in regions)]
        _update(
            bind,
            TERRITORY,
            sa.or_(TERRITORY.c.id.in_(places), TERRITORY.c.departement_id.in_(places)),
            area=area,
        )


def _name_authorities(bind: sa.Connection) -> None:
    """The Alsatian one is written now, for its organisations; a later load completes the rows."""
    known = set(bind.execute(sa.select(TERRITORY.c.id)).scalars())
    if BAS_RHIN in known and ALSACE not in known:
        row = {
            "id": ALSACE,
            "level": "departement",
            "code": "6AE",
            "kind": KINDS[ALSACE],
            "area": "metro",
            "name": "Collectivité européenne d’Alsace",
            "search_name": "collectivite europeenne d alsace",
            "siren": None,
            "population": 0,
            "postal_codes": "",
            "region_id": "region:44" if "region:44" in known else None,
        }
        bind.execute(sa.insert(TERRITORY), row)
        known.add(ALSACE)
    for place, kind in KINDS.items():
        _update(bind, TERRITORY, TERRITORY.c.id == place, kind=kind)
    for place, authority in AUTHORITIES.items():
        if authority in known:
            _update(
                bind,
                TERRITORY,
                TERRITORY.c.id == place,
                kind=None,
                siren=None,
                institution_id=authority,
            )
    for place in NAMESAKES:
        _update(bind, TERRITORY, TERRITORY.c.id == place, search_name="")
    _update(bind, TERRITORY, TERRITORY.c.id.in_(WITHOUT_AUTHORITY), kind=None)


def _move_organisations(bind: sa.Connection) -> None:
    """Each authority keeps the oldest organisation; the others stay at their place, to be merged."""
    rows = bind.execute(sa.select(TERRITORY.c.id, TERRITORY.c.kind))
    kinds = {row.id: row.kind for row in rows}
    found = bind.execute(
        sa.select(ORGANISATION.c.id, ORGANISATION.c.territory_id)
        .where(ORGANISATION.c.territory_id.is_not(None))
        .order_by(ORGANISATION.c.created_at, ORGANISATION.c.id)
    ).all()
    taken = {territory_id for _key, territory_id in found}
    for key, place in found:
        authority = AUTHORITIES.get(place, place)
        if authority not in kinds or (authority == place and place not in KINDS):
            continue
        values = {"territory_type": kinds[authority]}
        if authority not in taken:
            values["territory_id"] = authority
            taken.add(authority)
        _update(bind, ORGANISATION, ORGANISATION.c.id == key, **values)


def _open_to_powers(bind: sa.Connection) -> None:
    """A call open to départements and régions is open to those overseas by that alone.

    Where one of both is missing, the former word stays, and goes on meaning what it meant.
    """
    for key, types in _calls(bind):
        if "drom" in types and {"departement", "region"} <= set(types):
            _update(bind, CALL, CALL.c.id == key, territory_types=[t for t in types if t != "drom"])


def _close_to_powers(bind: sa.Connection) -> None:
    """The former release asks for the word."""
    for key, types in _calls(bind):
        if "drom" not in types and {"departement", "region"} <= set(types):
            _update(bind, CALL, CALL.c.id == key, territory_types=[*types, "drom"])


def _calls(bind: sa.Connection) -> list[tuple[object, list[str]]]:
    rows = bind.execute(sa.select(CALL.c.id, CALL.c.territory_types)).all()
    return [(key, list(types or ())) for key, types in rows]


def _own_name(bind: sa.Connection, place: str) -> str:
    """The search name of a place is that of the authority whose namesake it is."""
    other = AUTHORITIES.get(place, "departement:989")
    query = sa.select(TERRITORY.c.search_name).where(TERRITORY.c.id == other)
    return bind.execute(query).scalar() or ""


def _update(
    bind: sa.Connection, table: sa.TableClause, where: sa.ColumnElement[bool], **values: object
) -> None:
    bind.execute(sa.update(table).where(where).values(**values))
