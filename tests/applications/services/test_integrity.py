"""What was filed is compared with what the sealed activity says was filed."""

import pytest
import sqlalchemy as sa

from callforprojects.activity.verification import verify
from callforprojects.applications.models import Submission
from callforprojects.applications.snapshot import hash_of
from callforprojects.core.data.database import db
from tests.factories.applications import make_application

ROWS = Submission.__table__


@pytest.fixture
def filed():
    application = make_application(submitted=True)
    db.session.commit()
    return application


def touch(statement):
    """Write behind the back of the program."""
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(statement)


def test_what_was_filed_agrees(filed):
    assert verify().touched is None


@pytest.mark.parametrize("with_its_hash", [False, True])
def test_a_changed_snapshot_is_found(filed, with_its_hash):
    snapshot = db.session.scalar(sa.select(ROWS.c.snapshot)) | {"requested_amount_cents": 1}
    values = {"snapshot": snapshot}
    if with_its_hash:
        values["sha256"] = hash_of(snapshot)
    touch(sa.update(ROWS).values(**values))

    assert filed.reference in str(verify().touched.sentence)


def test_a_submission_that_is_gone_is_found(filed):
    touch(sa.delete(ROWS))

    assert filed.reference in str(verify().touched.sentence)


def test_a_submission_that_nobody_filed_is_found(filed):
    row = db.session.execute(sa.select(ROWS)).mappings().one()
    touch(sa.insert(ROWS).values(**dict(row) | {"id": filed.id, "number": 2}))

    assert filed.reference in str(verify().touched.sentence)
