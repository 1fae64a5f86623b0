"""Writing the activity."""

import pytest
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import commit, rollback
from callforprojects.core.data.visitors import Guest
from tests.factories.accounts import make_user

pytestmark = pytest.mark.usefixtures("app")


def test_record_says_who_did_what_to_what():
    user = make_user()

    record("user.updated", user, by=user, fields=2)
    commit()

    row = db.session.scalars(select(Activity)).one()
    assert (row.verb, row.actor_id, row.subject_kind, row.subject_id, row.details) == (
        "user.updated", user.id, "user", user.id, {"fields": 2}
    )  # fmt: skip
    assert row.hash is not None
    assert (row.sequence, len(row.hash)) == (1, 64)


def test_nobody_acts_when_the_program_or_a_guest_does():
    user = make_user()

    by_program = record("user.confirmed", user, by=None)
    by_guest = record("user.signed_up", user, by=Guest())

    assert (by_program.actor_id, by_guest.actor_id) == (None, None)


def test_a_subject_just_made_gets_its_identifier_first():
    user = make_user()
    db.session.expunge(user)
    new = make_user()

    row = record("user.created", new, by=None)

    assert row.subject_id == new.id


def test_what_is_forgotten_was_never_done():
    user = make_user()
    db.session.commit()

    record("user.updated", user, by=user)
    rollback()

    assert db.session.scalars(select(Activity)).all() == []
