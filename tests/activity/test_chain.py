"""The hash chain: it holds, and it tells the first place where somebody touched it."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from callforprojects.activity import chain, tasks
from callforprojects.activity.chain import seal_batch, verify
from callforprojects.activity.models import FIRST_LINK, Activity, ActivityHead
from callforprojects.core.clock import now
from callforprojects.core.database import db
from callforprojects.core.identifiers import uuid7
from tests.factories.activity import make_activity

ROWS = Activity.__table__


def sealed_rows():
    return db.session.execute(sa.select(ROWS).order_by(ROWS.c.sequence)).all()


@pytest.fixture
def five_sealed():
    for number in range(5):
        make_activity(details={"number": number, "title": "Été « vert »"})
    seal_batch()
    db.session.commit()
    return sealed_rows()


def touch(statement, *more):
    """Write behind the back of the program."""
    db.session.rollback()
    with db.engine.begin() as connection:
        for one in (statement, *more):
            connection.execute(one)


def test_each_row_carries_the_hash_of_the_one_before(five_sealed):
    assert [row.sequence for row in five_sealed] == [1, 2, 3, 4, 5]
    assert [row.details["number"] for row in five_sealed] == [0, 1, 2, 3, 4]
    assert [row.previous_hash for row in five_sealed] == [
        FIRST_LINK, *(row.hash for row in five_sealed[:-1])
    ]  # fmt: skip


def test_sealing_leaves_the_facts_alone(five_sealed):
    make_activity(verb="call.cancelled")
    db.session.commit()
    facts = [
        column for column in ROWS.c if column.name not in {"sequence", "previous_hash", "hash"}
    ]
    before = db.session.execute(sa.select(*facts).order_by(ROWS.c.id)).all()

    seal_batch()
    db.session.commit()

    assert db.session.execute(sa.select(*facts).order_by(ROWS.c.id)).all() == before


def test_an_untouched_chain_holds(five_sealed):
    found = verify()

    assert (found.count, found.last_hash, found.touched) == (5, five_sealed[-1].hash, None)


def test_an_empty_chain_holds():
    assert (verify().count, verify().last_hash, verify().touched) == (0, FIRST_LINK, None)


def test_a_row_that_arrives_late_is_sealed_after(five_sealed):
    late = make_activity(at=now() - timedelta(days=3))
    seal_batch()
    db.session.commit()

    assert sealed_rows()[-1].id == late.id
    assert verify().touched is None


def test_rows_of_one_batch_are_sealed_in_the_order_of_time():
    second = make_activity(at=now())
    first = make_activity(at=now() - timedelta(minutes=1))
    seal_batch()

    assert [row.id for row in sealed_rows()] == [first.id, second.id]


def test_nothing_to_seal_is_cheap(five_sealed, count_queries):
    with count_queries() as queries:
        assert seal_batch() == 0

    assert len([query for query in queries if "advisory" not in query]) == 1


def test_the_task_seals_everything_in_batches(app, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    monkeypatch.setattr(tasks, "seal_batch", lambda: chain.seal_batch(2))
    for _number in range(5):
        make_activity()
    db.session.commit()

    tasks.seal.run()

    assert [row.sequence for row in sealed_rows()] == [1, 2, 3, 4, 5]
    assert verify().touched is None


@pytest.mark.parametrize(
    "values",
    [
        {"verb": "call.cancelled"},
        {"details": {"number": 99}},
        {"subject_id": uuid7()},
        {"at": now() - timedelta(days=400)},
        {"hash": "f" * 64},
        {"previous_hash": None},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_row_is_found(five_sealed, values):
    touch(sa.update(ROWS).where(ROWS.c.sequence == 3).values(**values))

    found = verify()

    assert (found.count, found.touched.sequence) == (2, 3)
    assert found.touched.row_id == five_sealed[2].id
    assert "3" in str(found.touched.sentence)


def test_a_removed_row_is_found(five_sealed):
    touch(sa.delete(ROWS).where(ROWS.c.sequence == 2))

    assert (verify().touched.sequence, verify().touched.row_id) == (2, None)


def test_a_row_put_back_among_the_unsealed_is_found(five_sealed):
    touch(sa.update(ROWS).where(ROWS.c.sequence == 2).values(sequence=None, hash=None))
    seal_batch()
    db.session.commit()

    assert verify().touched.sequence == 2


def test_a_removed_row_is_found_even_when_the_others_close_ranks(five_sealed):
    touch(
        sa.delete(ROWS).where(ROWS.c.sequence == 2),
        *(sa.update(ROWS).where(ROWS.c.sequence == n).values(sequence=n - 1) for n in (3, 4, 5)),
    )

    assert (verify().touched.sequence, verify().touched.row_id) == (2, five_sealed[2].id)


def test_an_inserted_row_is_found(five_sealed):
    forged = five_sealed[2]._asdict() | {"id": uuid7(), "previous_hash": five_sealed[1].hash}
    forged["sequence"] = 3
    touch(
        *(sa.update(ROWS).where(ROWS.c.sequence == n).values(sequence=n + 1) for n in (5, 4, 3)),
        sa.insert(ROWS).values(**forged),
    )

    assert (verify().touched.sequence, verify().touched.row_id) == (3, forged["id"])


def test_an_inserted_row_with_a_forged_hash_breaks_the_chain_after_it(five_sealed):
    identifier = uuid7()
    forged = five_sealed[2]._asdict() | {"id": identifier, "verb": "call.cancelled"}
    touch(
        *(sa.update(ROWS).where(ROWS.c.sequence == n).values(sequence=n + 1) for n in (5, 4, 3)),
        sa.insert(ROWS).values(**forged),
    )
    row = db.session.execute(sa.select(ROWS).where(ROWS.c.id == identifier)).one()
    forged_hash = chain.row_hash(row, five_sealed[1].hash)
    db.session.rollback()
    touch(sa.update(ROWS).where(ROWS.c.id == identifier).values(hash=forged_hash))

    assert (verify().touched.sequence, verify().touched.row_id) == (4, five_sealed[2].id)


def test_rows_that_changed_places_are_found(five_sealed):
    by_id = {n: ROWS.c.id == five_sealed[n - 1].id for n in (3, 4)}
    touch(
        sa.update(ROWS).where(by_id[3]).values(sequence=99),
        sa.update(ROWS).where(by_id[4]).values(sequence=3),
        sa.update(ROWS).where(by_id[3]).values(sequence=4),
    )

    assert (verify().touched.sequence, verify().touched.row_id) == (3, five_sealed[3].id)


def test_rows_removed_from_the_end_are_missed(five_sealed):
    touch(sa.delete(ROWS).where(ROWS.c.sequence >= 4))

    assert (verify().count, verify().touched.sequence) == (3, 4)


def test_rows_removed_from_the_end_are_missed_after_new_ones_too(five_sealed):
    touch(sa.delete(ROWS).where(ROWS.c.sequence == 5))
    make_activity()
    seal_batch()
    db.session.commit()

    assert verify().touched.sequence == 5


def test_a_chain_without_its_end_is_found(five_sealed):
    touch(sa.delete(ActivityHead))

    assert verify().touched.sequence == 6


def test_two_sealers_at_once_never_fork_the_chain(app):
    for _number in range(60):
        make_activity()
    db.session.commit()
    failures = []

    def seal_by_fives():
        try:
            with app.app_context():
                while True:
                    with tasks.transaction():
                        if not seal_batch(5):
                            return
        except Exception as error:  # noqa: BLE001  # told below, in the main thread
            failures.append(error)

    threads = [threading.Thread(target=seal_by_fives) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert (verify().count, verify().touched) == (60, None)
