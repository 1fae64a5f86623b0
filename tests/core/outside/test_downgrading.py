"""What going back to an older revision would lose."""

import re

import pytest
from alembic.util import CommandError
from flask import current_app

from callforprojects import paths
from callforprojects.app import create_app
from callforprojects.core.data.database import db
from callforprojects.core.outside.downgrading import downgrade_to
from callforprojects.core.text.errors import DomainError
from tests.databases import migrated_database, settings_for_tests
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_next_round

pytestmark = pytest.mark.usefixtures("app")

FIRST = "c91712ff98fa"


@pytest.fixture
def app(tmp_path, engine_name):
    """An application whose tables were made by the migrations."""
    app = create_app(settings_for_tests(tmp_path, migrated_database(engine_name, tmp_path)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def planned(revision):
    db.session.commit()
    config = current_app.extensions["migrate"].migrate.get_config(str(paths.MIGRATIONS))
    with db.engine.connect() as connection:
        return downgrade_to(connection, config, revision)


def test_back_to_nothing_loses_every_person():
    make_user()
    make_user()

    plan = planned("base")

    assert plan.target == "base"
    assert plan.rows["user"] == 2
    assert plan.undone[-1] == f"{FIRST}, du 22\u00a0novembre 2026"
    assert "Ces tables et tout leur contenu seront supprimés\u00a0: user (2)." in plan.in_words()


def test_one_step_names_the_revision_that_one_comes_to():
    plan = planned("-1")

    assert len(plan.undone) == 1
    assert len(plan.target) == 12


def test_a_revision_may_be_named():
    plan = planned(FIRST)

    assert plan.target == FIRST
    assert all(re.fullmatch(r"\w{12}, du \d+(er)?\s\w+\s\d{4}", each) for each in plan.undone)
    assert plan.rows["typed"] == 0


def test_an_unknown_revision_is_refused():
    with pytest.raises(CommandError):
        planned("nowhere")


def test_a_way_back_that_would_have_to_choose_is_refused_before_anything_is_asked():
    call = make_call()
    make_next_round(call)

    with pytest.raises(DomainError, match="dans la table round, plusieurs lignes") as refused:
        planned(FIRST)

    assert "call_id" in str(refused.value)
    assert planned("-1").undone  # a way that stops before is open
