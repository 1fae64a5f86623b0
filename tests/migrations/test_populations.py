"""Both populations, on a database that holds territories."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import Rows, database_of

BEFORE, BOTH = "de339ebb7805", "b70abfd5a435"
# what was kept, and what is known of it
POPULATIONS = {
    "commune:35238": (230_890, 230_890),
    "commune:98412": (0, None),
    "departement:69": (1_900_000, None),  # with the Métropole de Lyon
}


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(BEFORE, tmp_path, engine_name) as engine:
        yield engine


def kept(engine: sa.Engine, column: str) -> dict[str, int | None]:
    with engine.connect() as connection:
        return {row.id: getattr(row, column) for row in Rows(connection).all("territory")}


def test_the_municipal_population_keeps_its_figure_and_doubt_is_not_known(
    engine: sa.Engine,
) -> None:
    with engine.begin() as connection:
        rows = Rows(connection)
        for territory_id, (population, _known) in POPULATIONS.items():
            level, code = territory_id.split(":")
            names = {"id": territory_id, "level": level, "code": code, "area": "metro"}
            texts = {"name": code, "search_name": code, "postal_codes": ""}
            row = {**names, **texts, "population": population}
            connection.execute(rows.known.tables["territory"].insert(), row)

    upgrade_tables(BOTH)

    assert kept(engine, "population_municipale") == {
        territory_id: known for territory_id, (_population, known) in POPULATIONS.items()
    }
    assert set(kept(engine, "population_totale").values()) == {None}

    downgrade_tables(BEFORE)

    assert kept(engine, "population") == {
        territory_id: known or 0 for territory_id, (_population, known) in POPULATIONS.items()
    }
