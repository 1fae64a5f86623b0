"""The activity cannot be rewritten by the program."""

import pytest
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.core.data.append_only import AppendOnlyError
from callforprojects.core.data.database import db
from tests.factories.activity import make_activity

pytestmark = pytest.mark.usefixtures("app")


def test_a_row_cannot_be_changed():
    row = make_activity()
    db.session.commit()

    row.verb = "call.cancelled"

    with pytest.raises(AppendOnlyError, match="cannot be changed"):
        db.session.commit()
    db.session.rollback()
    assert db.session.scalars(select(Activity.verb)).all() == ["call.published"]


def test_a_row_cannot_be_removed():
    row = make_activity()
    db.session.commit()

    db.session.delete(row)

    with pytest.raises(AppendOnlyError, match="cannot be removed"):
        db.session.commit()
    db.session.rollback()
    assert db.session.scalars(select(Activity.id)).all() == [row.id]


def test_a_row_touched_without_a_change_is_no_rewriting():
    row = make_activity()
    db.session.commit()

    row.verb = str(row.verb)
    db.session.commit()

    assert row.verb == "call.published"
