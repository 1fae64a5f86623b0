"""What was published of a call is compared with what the sealed activity says was published."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from callforprojects.activity.verification import verify
from callforprojects.calls import services
from callforprojects.calls.details import NewClosing
from callforprojects.calls.models import CallVersion
from callforprojects.core.data.canonical import hash_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from tests.factories.calls import make_call

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def published(officer):
    """A call with two versions."""
    call = make_call("ready")
    services.publish_call(call, by=officer)
    closing = NewClosing(closes_at=now() + timedelta(days=90), reason="Floods.")
    services.postpone_call(call, closing, by=officer)
    db.session.commit()
    return call


def touch(statement):
    """Write behind the back of the program."""
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(statement)


def fault():
    touched = verify().touched
    return None if touched is None else str(touched.sentence)


def test_what_was_published_agrees(published):
    assert fault() is None


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("with_its_hash", [False, True])
def test_a_changed_version_is_found(published, number, with_its_hash):
    values = {"text": "{}"} | ({"sha256": hash_of("{}")} if with_its_hash else {})
    touch(sa.update(CallVersion).where(CallVersion.number == number).values(**values))

    assert fault() is not None


@pytest.mark.parametrize("number", [1, 2])
def test_a_version_that_is_gone_is_found(published, number):
    touch(sa.delete(CallVersion).where(CallVersion.number == number))

    assert fault() is not None


def test_a_version_that_nobody_published_is_found(published):
    reference = published.reference
    row = dict(db.session.execute(sa.select(CallVersion.__table__)).mappings().first() or {})
    touch(sa.insert(CallVersion).values(**row | {"id": published.id, "number": 3}))

    assert reference in (fault() or "")


def test_the_first_version_of_a_call_published_before_there_were_any_is_not_sealed(published):
    older = make_call("open")
    db.session.add(
        CallVersion(
            call_id=older.id, number=1, text="{}", sha256=hash_of("{}"), published_at=older.opens_at
        )
    )
    db.session.commit()

    assert fault() is None
