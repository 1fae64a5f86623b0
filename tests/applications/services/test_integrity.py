"""What was filed is compared with what the sealed activity says was filed."""

import json

import pytest
import sqlalchemy as sa

from callforprojects.activity.verification import verify
from callforprojects.applications.models import Application, Submission
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import AnswerSet
from tests.factories.applications import make_application

pytestmark = pytest.mark.usefixtures("in_english")


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


def assert_is_said(filed: Application) -> None:
    """The verification names it."""
    touched = verify().touched
    assert touched is not None
    assert str(filed.reference) in str(touched.sentence)


def test_what_was_filed_agrees(filed):
    assert verify().touched is None


@pytest.mark.parametrize("with_its_hash", [False, True])
def test_a_changed_snapshot_is_found(filed, with_its_hash):
    text = db.session.scalars(sa.select(Submission.snapshot_text)).one()
    text = canonical(json.loads(text) | {"requested_amount_cents": 1})
    values = {"snapshot_text": text}
    if with_its_hash:
        values["sha256"] = hash_of(text)
    touch(sa.update(Submission).values(**values))

    assert_is_said(filed)


def test_a_submission_that_is_gone_is_found(filed):
    touch(sa.delete(Submission))

    assert_is_said(filed)


def test_a_submission_that_nobody_filed_is_found(filed):
    row = db.session.execute(sa.select(Submission.__table__)).mappings().one()
    answer_set = AnswerSet(revision_id=row["revision_id"])
    db.session.add(answer_set)
    db.session.commit()
    others = {"id": filed.id, "number": 2, "answer_set_id": answer_set.id}
    touch(sa.insert(Submission).values(**dict(row) | others))

    assert_is_said(filed)
