"""The pages of the table of access: those too that the demonstration has no occasion to show.

A page is given once for each of its answers: opened, sent back with its errors, expired.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from callforprojects.accounts.models import User  # noqa: E402  # found once the path is set
from callforprojects.core.data.database import db  # noqa: E402
from tests import databases  # noqa: E402
from tests.access import table, world  # noqa: E402
from tests.access.walk import Walk, keep_nothing  # noqa: E402
from tools.tour import LANGUAGES, Visit  # noqa: E402

LET_IN = {200, 409, 410, 422}


def pages_of_the_policy() -> Iterator[Visit]:
    """Each page of the table, in each language; of what the forms send, nothing is kept."""
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder = Path(place)
        settings = databases.settings_for_tests(folder, databases.fresh_database("sqlite", folder))
        app = databases.app_of_every_address(settings)
        app.testing = True
        with app.app_context():
            db.create_all()
            walk = Walk(app, world.build())
            db.session.remove()
            keep_nothing(patch)
            for language in LANGUAGES:
                with db.engine.begin() as connection:
                    connection.execute(sa.update(User).values(language=language))
                yield from _answers(walk, language)
            db.engine.dispose()


def _answers(walk: Walk, language: str) -> Iterator[Visit]:
    for row in table.rows():
        subject = walk.world.subjects.get(row.subject)
        for role in {row.statuses[at]: each for at, each in enumerate(world.ROLES)}.values():
            answer = walk.ask_again(role, row.method, row.endpoint, subject)
            if answer.status in LET_IN and answer.text.startswith("<!doctype html>"):
                path = f"{row.endpoint} {row.subject}".strip()
                yield Visit(role, language, path, answer.status, answer.text, row.method)
