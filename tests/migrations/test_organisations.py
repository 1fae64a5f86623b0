"""What organisations do and where they are, on a database that holds some."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import NOON, Rows, database_of, identified

OF_ONE_KIND = "9a4e7c15d8b3"
SAY_WHAT_THEY_DO = "5a1c93e7d04b"
INSTITUTION_IS_PLACE, PLACE_APART = "e1d94c7b0a52", "0c8f5be2a671"
MADE = {
    "agency": {"kind": "funder", "accredited_at": NOON},
    "region": {"kind": "funder", "accredited_at": NOON, "territory_type": "region"},
    "came back": {"kind": "funder", "accredited_at": NOON},
    "town": {"kind": "territory", "territory_type": "commune"},
    "town without a type": {"kind": "territory"},
    "association": {"kind": "partner", "territory_type": "association"},
}


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(OF_ONE_KIND, tmp_path, engine_name) as engine:
        yield engine


@pytest.fixture
def made(engine: sa.Engine) -> dict[uuid.UUID, str]:
    """Organisations of one kind each, by what they are."""
    with engine.begin() as connection:
        rows = Rows(connection)
        ids = {name: rows.add("organisation", **values) for name, values in MADE.items()}
        person, questionnaire = rows.add("user"), rows.add("questionnaire")
        revision = rows.add(
            "questionnaire_revision", questionnaire_id=questionnaire, status="draft"
        )
        call = rows.add(
            "call",
            funder_id=ids["agency"],
            questionnaire_id=questionnaire,
            created_by_id=person,
            kind="aap",
            language="fr",
            status="draft",
            rate=None,
        )
        rows.add(
            "application",
            call_id=call,
            organisation_id=ids["came back"],
            answer_set_id=rows.add("answer_set", revision_id=revision),
            created_by_id=person,
            status="draft",
        )
    return {identifier: name for name, identifier in ids.items()}


def kept(engine: sa.Engine, made: dict[uuid.UUID, str], *columns: str) -> dict[str, tuple]:
    with engine.connect() as connection:
        return {
            made[identified(row.id)]: tuple(getattr(row, column) for column in columns)
            for row in Rows(connection).all("organisation")
        }


def test_an_organisation_says_what_it_does_and_is_of_one_kind_again(
    engine: sa.Engine, made: dict[uuid.UUID, str]
) -> None:
    kinds = kept(engine, made, "kind")

    upgrade_tables(SAY_WHAT_THEY_DO)

    assert kept(engine, made, "is_funder", "is_applicant") == {
        "agency": (True, False),
        "region": (True, False),
        "came back": (True, True),
        "town": (False, True),
        "town without a type": (False, True),
        "association": (False, True),
    }

    with engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE organisation SET is_applicant = true WHERE territory_type = 'region'")
        )
    downgrade_tables(OF_ONE_KIND)

    assert kept(engine, made, "kind") == kinds


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"is_funder": False, "is_applicant": False}, "does_something"),
        ({"is_funder": True, "is_applicant": True}, "funder_is_accredited"),
    ],
)
def test_an_organisation_does_something_and_one_that_pays_is_accredited(
    engine: sa.Engine, values: dict[str, bool], constraint: str
) -> None:
    upgrade_tables(SAY_WHAT_THEY_DO)

    with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError, match=constraint):
        Rows(connection).add("organisation", **values)


def test_the_constraints_of_one_kind_come_back(engine: sa.Engine) -> None:
    upgrade_tables(SAY_WHAT_THEY_DO)
    downgrade_tables(OF_ONE_KIND)

    for kind, constraint in (("parrot", "organisation_kind"), ("funder", "funder_is_accredited")):
        with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError, match=constraint):
            Rows(connection).add("organisation", kind=kind)


def territory(rows: Rows, key: str, siren: str) -> str:
    level, code = key.split(":")
    names = {"name": key, "search_name": key, "search_text": key, "postal_codes": ""}
    values = {
        "id": key,
        "level": level,
        "code": code,
        "kind": level,
        "siren": siren,
        "area": "metro",
    }
    known = rows.known.tables["territory"]
    given = {**names, **values, "population": 1}
    connection = rows.connection
    connection.execute(known.insert(), {k: v for k, v in given.items() if k in known.columns})
    return key


def test_who_only_lies_in_a_territory_is_not_its_institution(
    tmp_path: Path, engine_name: str
) -> None:
    with database_of(INSTITUTION_IS_PLACE, tmp_path, engine_name) as engine:
        with engine.begin() as connection:
            rows = Rows(connection)
            normandie = territory(rows, "region:28", "200053403")
            alpes = territory(rows, "departement:06", "220600019")
            pays, applies = {"is_funder": True, "accredited_at": NOON}, {"is_applicant": True}
            made = {
                rows.add("organisation", **values): name
                for name, values in {
                    "préfecture": {**pays, "territory_id": normandie, "siren": None},
                    "département": {**pays, "territory_id": alpes, "siren": "220600019"},
                    "agency": {**pays, "territory_id": None},
                    "claimed": {**applies, "territory_id": normandie, "territory_type": "region"},
                }.items()
            }
        where = ("territory_id",)
        before = kept(engine, made, *where)

        upgrade_tables(PLACE_APART)

        assert kept(engine, made, "territory_id", "place_id") == {
            "préfecture": (None, normandie),
            "département": (alpes, None),
            "agency": (None, None),
            "claimed": (normandie, None),
        }

        with engine.begin() as connection:
            connection.execute(
                sa.text(
                    "UPDATE organisation SET territory_id = NULL WHERE territory_type = 'region'"
                )
            )
        downgrade_tables(INSTITUTION_IS_PLACE)

        assert kept(engine, made, *where) == {**before, "claimed": (None,)}


def test_of_two_at_one_territory_its_institution_keeps_it(tmp_path: Path, engine_name: str) -> None:
    with database_of(PLACE_APART, tmp_path, engine_name) as engine:
        with engine.begin() as connection:
            rows = Rows(connection)
            normandie = territory(rows, "region:28", "200053403")
            pays = {"is_funder": True, "is_applicant": False, "accredited_at": NOON}
            made = {
                rows.add("organisation", **pays, place_id=normandie): "préfecture",
                rows.add("organisation", **pays, territory_id=normandie): "région",
            }

        downgrade_tables(INSTITUTION_IS_PLACE)

        assert kept(engine, made, "territory_id") == {"préfecture": (None,), "région": (normandie,)}
