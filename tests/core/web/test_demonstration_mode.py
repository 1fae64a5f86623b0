"""The demonstration mode opens nothing on a database that is not a demonstration."""

import dataclasses

import pytest
import sqlalchemy as sa

from callforprojects.app import create_app
from callforprojects.core.data.database import db
from callforprojects.core.outside.environment import SettingsError
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web import demonstration_mode
from callforprojects.core.web.demonstration_mode import DatabaseUse, is_demonstration
from callforprojects.demonstration.material import personas
from tests.browser import Browser
from tests.factories.accounts import make_user
from tests.factories.messages import make_message

ANOTHER_PROGRAM = "another_program_wrote_this"


@pytest.fixture
def only_the_setting(app):
    """The setting without the marker, as when somebody sets it on a site at work."""
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, is_demonstration=True)
    yield
    app.extensions["settings"] = before


def test_the_setting_alone_makes_no_demonstration(only_the_setting):
    assert not is_demonstration()

    demonstration_mode.mark()

    assert is_demonstration()


@pytest.mark.usefixtures("app_without_database")
def test_the_marker_alone_makes_no_demonstration():
    demonstration_mode.mark()

    assert not is_demonstration()


def test_without_the_marker_a_guest_becomes_nobody_and_reads_nothing(only_the_setting, browser):
    persona = make_user(email=personas()[0].email)
    message = make_message(is_secret=True)

    assert browser.get("/demonstration/").status == 404
    data = {"csrf_token": browser.token()}
    assert browser.post(f"/demonstration/personas/{persona.id}", data=data).status == 404
    assert browser.get("/messages/").status != 200
    assert browser.get(f"/messages/{message.id}").status != 200
    assert browser.get("/style").status != 200
    assert not browser.get("/").has("people, applications and decisions are invented")


def test_what_a_database_is_for(app):
    def use() -> DatabaseUse:
        db.session.commit()
        with db.engine.connect() as connection:
            return demonstration_mode.use_of(connection)

    assert use() is DatabaseUse.EMPTY
    make_user()
    assert use() is DatabaseUse.REAL
    demonstration_mode.mark()
    assert use() is DatabaseUse.DEMONSTRATION


def test_the_tables_of_another_program_are_no_empty_database():
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        assert demonstration_mode.use_of(connection) is DatabaseUse.EMPTY
        connection.exec_driver_sql(f"CREATE TABLE {ANOTHER_PROGRAM} (id INTEGER)")

        assert demonstration_mode.use_of(connection) is DatabaseUse.REAL


def test_the_application_does_not_start_in_demonstration_mode_on_real_data(app):
    make_user()
    db.session.commit()
    asked = dataclasses.replace(app.extensions["settings"], is_demonstration=True)

    with in_language("en"), pytest.raises(SettingsError, match="is not a demonstration"):
        create_app(asked)


def test_it_starts_on_a_demonstration(app):
    make_user()
    demonstration_mode.mark()
    db.session.commit()
    asked = dataclasses.replace(app.extensions["settings"], is_demonstration=True)

    assert create_app(asked).extensions["settings"].is_demonstration


def test_elsewhere_one_click_opens_no_account_and_has_no_address(app):
    real = create_app(app.extensions["settings"])

    with real.app_context():
        assert {rule.endpoint.partition(".")[0] for rule in real.url_map.iter_rules()} & {
            "demonstration",
            "style_guide",
        } == set()
        assert Browser(real).get("/style").status == 404
        assert Browser(real).post("/demonstration/personas/1").status == 404
