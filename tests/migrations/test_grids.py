"""Migrations of grids, on a database that holds marks: the same marks afterwards, and on the way back."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.core.text.errors import DomainError
from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import NOON, Rows, database_of, identified

WHOLE_MARKS = "e8b13f60c5a2"
HUNDREDTHS = "9a4e7c15d8b3"
VERSIONS = "c7b2f04e96a1"
FURTHER = "e1d94c7b0a52"
WHOLE_WORDS = {"0": "none", "5": "all"}


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(WHOLE_MARKS, tmp_path, engine_name) as engine:
        yield engine


def a_call(rows: Rows) -> dict[str, uuid.UUID]:
    """A call with one file, a juror, and what its rows need."""
    of_call = rows.add_draft_call()
    person, funder, revision, call = (
        of_call["person"],
        of_call["funder"],
        of_call["revision"],
        of_call["call"],
    )
    file = rows.add(
        "application",
        call_id=call,
        organisation_id=funder,
        answer_set_id=rows.add("answer_set", revision_id=revision),
        created_by_id=person,
        status="submitted",
        reference=f"DVD-{call.hex}",
        submitted_at=NOON,
    )
    submission = rows.add(
        "submission",
        application_id=file,
        submitted_at=NOON,
        submitted_by_id=person,
        number=1,
    )
    juror = rows.add(
        "juror",
        jury_id=rows.add("jury", call_id=call),
        user_id=person,
        role="member",
        status="accepted",
        answered_at=NOON,
    )
    return {"call": call, "file": file, "submission": submission, "juror": juror}


def judged(rows: Rows, made: dict[str, uuid.UUID]) -> dict[str, uuid.UUID]:
    """Two criteria, and a review of which the second says that it does not apply."""
    lists = {"purposes": [], "domains": [], "question_keys": []}
    found = dict(made)
    for place, (weight, most) in enumerate(((60, 5), (40, 20)), start=1):
        found[f"criterion {place}"] = rows.add(
            "criterion",
            call_id=made["call"],
            position=place,
            weight=weight,
            scale_max=most,
            descriptors=WHOLE_WORDS if place == 1 else {},
            **lists,
        )
    found["review"] = rows.add(
        "review",
        juror_id=made["juror"],
        application_id=made["file"],
        submission_id=made["submission"],
        status="submitted",
        submitted_at=NOON,
        is_counted=True,
        total=80,
        version_count=1,
    )
    for place, (status, value) in enumerate((("scored", 4), ("not_applicable", None)), start=1):
        rows.add(
            "score",
            review_id=found["review"],
            criterion_id=found[f"criterion {place}"],
            status=status,
            value=value,
        )
    found["version"] = rows.add(
        "review_version", review_id=found["review"], number=1, marks=marks(found, 4), total=80
    )
    return found


def marks(made: dict[str, uuid.UUID], value: int) -> dict[str, Any]:
    return {
        str(made["criterion 1"]): {"status": "scored", "value": value, "comment": "Sound."},
        str(made["criterion 2"]): {"status": "not_applicable", "value": None, "comment": "No."},
    }


def filled(engine: sa.Engine) -> dict[str, uuid.UUID]:
    with engine.begin() as connection:
        rows = Rows(connection)
        return judged(rows, a_call(rows))


def read(engine: sa.Engine, table: str, **values: Any) -> list[Any]:
    with engine.connect() as connection:
        return Rows(connection).all(table, **values)


def scales(engine: sa.Engine) -> list[tuple[int, int, dict[str, str]]]:
    rows = sorted(read(engine, "criterion"), key=lambda row: row.position)
    return [(row.weight, row.scale_max, row.descriptors) for row in rows]


def scores(engine: sa.Engine) -> dict[uuid.UUID, int | None]:
    return {identified(row.criterion_id): row.value for row in read(engine, "score")}


def test_weights_and_marks_are_hundredths_and_come_back(engine: sa.Engine) -> None:
    made = filled(engine)
    first, second = made["criterion 1"], made["criterion 2"]

    upgrade_tables(HUNDREDTHS)

    assert scales(engine) == [(6000, 500, {"0": "none", "500": "all"}), (4000, 2000, {})]
    assert scores(engine) == {first: 400, second: None}

    downgrade_tables(WHOLE_MARKS)

    assert scales(engine) == [(60, 5, WHOLE_WORDS), (40, 20, {})]
    assert scores(engine) == {first: 4, second: None}


def test_what_was_handed_in_stays_as_it_was_written(engine: sa.Engine) -> None:
    """Whoever hands in afterwards writes hundredths, which the former release finds whole."""
    made = filled(engine)

    upgrade_tables(HUNDREDTHS)

    (kept,) = read(engine, "review_version")
    assert (kept.format, kept.marks) == (1, marks(made, 4))
    with engine.begin() as connection:
        newer = {"review_id": made["review"], "number": 2, "format": 2, "total": 60}
        Rows(connection).add("review_version", **newer, marks=marks(made, 300))

    downgrade_tables(WHOLE_MARKS)

    versions = sorted(read(engine, "review_version"), key=lambda row: row.number)
    assert [row.marks for row in versions] == [marks(made, 4), marks(made, 3)]


def test_each_call_has_one_version_of_its_grid_and_no_criterion_has_another_name(
    engine: sa.Engine,
) -> None:
    made = filled(engine)
    with engine.begin() as connection:
        without_criteria = a_call(Rows(connection))["call"]

    upgrade_tables(VERSIONS)

    grids = {identified(row.call_id): row for row in read(engine, "grid_version")}
    assert set(grids) == {made["call"], without_criteria}
    assert {row.number for row in grids.values()} == {1}
    grid = identified(grids[made["call"]].id)
    for row in read(engine, "criterion"):
        assert identified(row.grid_version_id) == grid
        assert identified(row.stable_id) == identified(row.id)
    (review,) = read(engine, "review")
    assert identified(review.grid_version_id) == grid
    (kept,) = read(engine, "review_version")
    assert set(kept.marks) == {str(identified(row.stable_id)) for row in read(engine, "criterion")}

    downgrade_tables(HUNDREDTHS)

    assert {identified(row.call_id) for row in read(engine, "criterion")} == {made["call"]}
    assert len(read(engine, "review")) == 1


def test_marks_by_stable_identifier_are_found_again_by_the_former_release(
    engine: sa.Engine,
) -> None:
    made = filled(engine)
    upgrade_tables(VERSIONS)
    stable = uuid.uuid4()
    with engine.begin() as connection:
        rows = Rows(connection)
        (grid,) = rows.all("grid_version")
        scale = {"grid_version_id": grid.id, "position": 3, "weight": 100, "scale_max": 500}
        newer = rows.add("criterion", **scale, stable_id=stable)
        mark = {"status": "scored", "value": 300, "comment": ""}
        kept = {"number": 2, "format": 2, "total": 60, "marks": {str(stable): mark}}
        rows.add("review_version", review_id=made["review"], **kept)

    downgrade_tables(HUNDREDTHS)

    (version,) = read(engine, "review_version", number=2)
    assert version.marks == {str(newer): mark}


def test_a_grid_with_two_versions_does_not_go_back(engine: sa.Engine) -> None:
    made = filled(engine)
    upgrade_tables(VERSIONS)
    with engine.begin() as connection:
        Rows(connection).add("grid_version", call_id=made["call"], number=2)

    with pytest.raises(DomainError, match="dans la table grid_version, plusieurs lignes"):
        downgrade_tables(HUNDREDTHS)


def test_todays_grids_are_of_the_simplest_kind_and_come_back(engine: sa.Engine) -> None:
    made = filled(engine)
    upgrade_tables(VERSIONS)
    before = read(engine, "criterion")

    upgrade_tables(FURTHER)

    for row in read(engine, "criterion"):
        assert (row.scale_min, row.scale_step, row.words) == (0, 100, {})
        assert (row.counts_as, row.group_id) == ("mean", None)
        assert (row.threshold, row.threshold_on) == (None, None)
    (grid,) = read(engine, "grid_version")
    assert (grid.threshold, grid.threshold_on) == (None, None)
    with engine.begin() as connection:
        rows = Rows(connection)
        limit = {"threshold": 5000, "threshold_on": "mean", "stable_id": uuid.uuid4()}
        rows.add("criterion_group", grid_version_id=grid.id, position=1, **limit)

    downgrade_tables(VERSIONS)

    assert read(engine, "criterion") == before
    assert len(read(engine, "score")) == len(made.keys() & {"criterion 1", "criterion 2"})
