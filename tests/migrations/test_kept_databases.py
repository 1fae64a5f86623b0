"""A database that an older version has made, kept as text: what was filed in it is read for ever."""

import sqlalchemy as sa
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.activity.verification import Verification, verify
from callforprojects.applications.models import Application, Submission
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.browser import Browser
from tests.migrations.conftest import REVISION
from tests.migrations.frozen import frozen_rows, hash_of_text
from tests.migrations.rows import Rows

LAST_HASH = "1e1e68bee7a24750c3e0cb8c1941d68b006b4a26c9cd838c321df5720b09f20a"
FILES = {
    "OPEN-2026-0001": "The filed bridge of B",
    "OPEN-2026-0002": "The withdrawn mill of C",
    "SCORED-2026-0001": "The square of Town A",
    "SCORED-2026-0002": "The river of Town B",
    "ANNOUNCED-2026-0001": "The square of Town A",
    "ANNOUNCED-2026-0002": "The river of Town B",
}
OFFICER, JUROR = "olive@funder.example", "judith@jury.example"
DECIDED = (
    ("ada@town-a.example", "ANNOUNCED-2026-0001", "Selected Amount granted €1,000"),
    ("bob@town-b.example", "ANNOUNCED-2026-0002", "Mean of 40.0 out of 100 over 2 reviews"),
)


def numbers_of_rows() -> dict[str, int]:
    with db.engine.connect() as connection:
        rows = Rows(connection)
        return {name: len(rows.all(name)) for name in rows.known.tables}


def test_what_was_frozen_is_what_it_was_and_the_activity_holds(kept: Flask) -> None:
    frozen, numbers = frozen_rows(), numbers_of_rows()

    upgrade_tables()

    assert frozen_rows() == frozen
    assert len(frozen) == len(FILES) + 2
    assert [sha256 for text, sha256 in frozen if hash_of_text(text) != sha256] == []
    assert verify(LAST_HASH) == Verification(37, LAST_HASH, None)

    downgrade_tables(REVISION)

    assert (frozen_rows(), numbers_of_rows()) == (frozen, numbers)


def read(app: Flask, email: str, path: str) -> str:
    """What this person reads there."""
    person = db.session.scalars(sa.select(User).where(User.email == email)).one()
    page = Browser(app).sign_in(person).get(path)
    assert page.status == 200
    return page.text


def test_what_was_filed_scored_and_decided_is_read_by_whom_it_concerns(kept: Flask) -> None:
    upgrade_tables()
    files = dict(db.session.execute(sa.select(Application.reference, Application.id)).all())
    calls = dict(db.session.execute(sa.select(Call.reference, Call.id)).all())
    filed = dict(db.session.execute(sa.select(Submission.application_id, Submission.sha256)).all())

    for reference, title in FILES.items():
        page = read(kept, OFFICER, f"/applications/{files[reference]}")
        said = (title, reference, filed[files[reference]], "A quarter of the inhabitants try.")
        assert [each for each in said if each not in page] == []
    ranking = read(kept, OFFICER, f"/selection/calls/{calls['SCORED-2026']}")
    assert "SCORED-2026-0001 · Town A 2 90.0 80–100 €19,200.50" in ranking
    assert "SCORED-2026-0002 · Town B 2 42.0 40–44 €19,200.50" in ranking
    grid = read(kept, JUROR, f"/reviews/applications/{files['SCORED-2026-0001']}")
    assert "Total out of 100 72.0 80.0 Critère 1 4 / 5 4 / 5 Critère 2 3 / 5 4 / 5" in grid
    for email, reference, said in DECIDED:
        decision = read(kept, email, f"/selection/applications/{files[reference]}/decision")
        assert said in decision
        assert "Decision no. 2026-17 of 15 November 2026. Author: Jeanne Martin" in decision
        receipt = read(kept, email, f"/applications/{files[reference]}/receipt")
        assert filed[files[reference]] in receipt
