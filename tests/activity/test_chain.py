"""The hash chain: rows are sealed by the commit that writes them, one after the other."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from callforprojects.activity.chain import HEAD_ID, is_signed, key_older_rows, row_hash
from callforprojects.activity.models import FIRST_LINK, ActivityHead
from callforprojects.activity.verification import verify
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside.settings import settings
from tests.activity.scenes import ROWS, sealed_rows, touched
from tests.factories.activity import make_activity

pytestmark = pytest.mark.usefixtures("app")


def head() -> ActivityHead:
    return db.session.get_one(ActivityHead, HEAD_ID, populate_existing=True)


def test_each_row_carries_the_hash_of_the_one_before():
    for number in range(5):
        make_activity(details={"number": number, "title": "Été « vert »"})
    db.session.commit()

    rows = sealed_rows()
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert [row.details["number"] for row in rows] == [0, 1, 2, 3, 4]
    assert [row.previous_hash for row in rows] == [FIRST_LINK, *(row.hash for row in rows[:-1])]


def test_the_chain_goes_on_from_one_commit_to_the_next():
    make_activity()
    db.session.commit()
    make_activity()
    db.session.commit()

    rows = sealed_rows()
    assert [row.sequence for row in rows] == [1, 2]
    assert rows[1].previous_hash == rows[0].hash
    assert (head().sequence, head().hash, head().keyed_from) == (2, rows[1].hash, 1)
    assert is_signed(head(), key=settings().activity_key)


def test_a_hash_needs_the_key():
    make_activity()
    db.session.commit()

    (row,) = sealed_rows()
    assert row.hash == row_hash(row, FIRST_LINK, key=settings().activity_key)
    assert row.hash not in {
        row_hash(row, FIRST_LINK, key=None),
        row_hash(row, FIRST_LINK, key="another key, of sixteen signs"),
    }
    assert not is_signed(head(), key="another key, of sixteen signs")


def test_sealing_leaves_the_facts_alone():
    row = make_activity(verb="call.cancelled", at=now() - timedelta(days=2))
    names = ("id", "created_at", "updated_at", "at", "verb", "subject_id", "details")
    before = tuple(getattr(row, name) for name in names)

    db.session.commit()

    assert tuple(getattr(sealed_rows()[0], name) for name in names) == before


def test_rows_of_one_commit_are_sealed_in_the_order_of_time():
    second = make_activity(at=now())
    first = make_activity(at=now() - timedelta(minutes=1))
    db.session.commit()

    assert [row.id for row in sealed_rows()] == [first.id, second.id]


def test_what_is_forgotten_leaves_no_hole():
    make_activity()
    db.session.rollback()
    make_activity()
    db.session.commit()

    assert [row.sequence for row in sealed_rows()] == [1]
    assert verify().touched is None


def test_a_savepoint_that_is_kept_is_sealed_with_the_rest_and_one_undone_is_not():
    with db.session.begin_nested():
        kept = make_activity()
    undone = db.session.begin_nested()
    make_activity()
    undone.rollback()
    assert db.session.scalar(sa.select(ROWS.c.sequence).where(ROWS.c.id == kept.id)) is None
    db.session.commit()

    assert [(row.id, row.sequence) for row in sealed_rows()] == [(kept.id, 1)]


def test_a_commit_without_activity_asks_nothing(count_queries):
    make_activity()
    db.session.commit()

    with count_queries() as queries:
        db.session.commit()

    assert queries == []


@pytest.mark.parametrize("count", [1, 3])
def test_sealing_costs_the_same_whatever_the_number_of_rows(count_queries, count):
    make_activity()
    db.session.commit()

    with count_queries() as queries:
        for _number in range(count):
            make_activity()
        db.session.commit()

    asked = [query for query in queries if "advisory" not in query and "INSERT" not in query]
    assert [query.split()[0] for query in asked] == ["SELECT", "UPDATE", "UPDATE"]


def test_two_writers_at_once_never_fork_the_chain(app):
    failures = []

    def write():
        try:
            with app.app_context():
                for _number in range(15):
                    with transaction():
                        make_activity()
        except Exception as error:  # noqa: BLE001  # told below, in the main thread
            failures.append(error)

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert (verify().count, verify().touched) == (60, None)


def as_the_older_program_left_it(sealed, unsealed):
    """Rows with plain hashes and an unsigned head, then rows that nobody has sealed."""
    for _number in range(sealed + unsealed):
        make_activity()
    db.session.commit()
    previous = FIRST_LINK
    rows = sealed_rows()
    db.session.rollback()
    with db.engine.begin() as connection:
        for row in rows:
            values: dict[str, object] = {"sequence": None, "previous_hash": None, "hash": None}
            if row.sequence <= sealed:
                own = row_hash(row, previous, key=None)
                values = {"sequence": row.sequence, "previous_hash": previous, "hash": own}
                previous = own
            connection.execute(sa.update(ROWS).where(ROWS.c.id == row.id).values(**values))
        end = {"sequence": sealed, "hash": previous, "keyed_from": None, "signature": None}
        connection.execute(sa.update(ActivityHead).values(**end))


def test_an_older_database_is_put_under_the_key_once():
    as_the_older_program_left_it(3, 2)

    with transaction():
        assert key_older_rows(db.session()) == 2
    with transaction():
        assert key_older_rows(db.session()) == 0

    make_activity()
    db.session.commit()
    assert (verify().count, verify().touched, head().keyed_from) == (6, None, 4)


def test_plain_hashes_of_before_the_key_cannot_be_rewritten():
    as_the_older_program_left_it(3, 0)
    make_activity()
    with transaction():
        key_older_rows(db.session())
    (first, *_rest) = sealed_rows()
    db.session.rollback()
    with db.engine.begin() as connection:
        changed = sa.update(ROWS).where(ROWS.c.id == first.id)
        connection.execute(changed.values(verb="call.cancelled"))
        row = connection.execute(sa.select(ROWS).where(ROWS.c.id == first.id)).one()
        connection.execute(changed.values(hash=row_hash(row, FIRST_LINK, key=None)))

    assert touched().sequence == 2


def test_an_empty_database_has_nothing_to_put_under_a_key():
    assert key_older_rows(db.session()) == 0
    assert db.session.get(ActivityHead, HEAD_ID) is None
