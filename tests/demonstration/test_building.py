"""The whole demonstration, built through the services on a database of its own."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from logging.handlers import BufferingHandler
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.activity.verification import verify
from callforprojects.app import create_app
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
    Submission,
)
from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.data.canonical import hash_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Base, Model, db
from callforprojects.core.outside import mail
from callforprojects.core.web.demonstration_mode import DatabaseUse, is_marked, use_of
from callforprojects.demonstration.commands import demo, prepare_demonstration
from callforprojects.demonstration.material import personas
from callforprojects.messages.delivery import letter_of
from callforprojects.messages.models import Message
from callforprojects.organisations.models import Organisation, Zone, ZoneTerritory
from callforprojects.reviews.models import Review, ReviewStatus, Standing
from callforprojects.selection.models import Decision
from tests import databases
from tests.databases import settings_for_tests
from tests.mail_reader import assert_sound, modern

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(scope="module")
def log() -> Iterator[list[logging.LogRecord]]:
    """What is logged as processes do, at the level INFO."""
    package, kept = logging.getLogger("callforprojects"), BufferingHandler(1000)
    before = package.level
    package.setLevel(logging.INFO)
    package.addHandler(kept)
    yield kept.buffer
    package.removeHandler(kept)
    package.setLevel(before)


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, engine_name: str, log: list[logging.LogRecord]
) -> Iterator[Flask]:
    """The application of the demonstration, built, with what was logged meanwhile."""
    folder = tmp_path_factory.mktemp("demonstration")
    app = create_app(settings_for_tests(folder, databases.fresh_database(engine_name, folder)))
    prepare_demonstration(app)
    app.extensions["logged"] = [record.getMessage() for record in log]
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(built: Flask) -> Iterator[Flask]:
    """These tests look at the demonstration and leave it as it is."""
    with built.app_context():
        yield built
        db.session.rollback()


def test_what_is_done_while_it_is_built_is_logged_for_whoever_asks(built: Flask) -> None:
    """By default they do not: the command asks for troubles only (`test_commands.py`)."""
    assert "application filed" in built.extensions["logged"]


def count(table: type[Base], *conditions: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0


def test_each_stage_has_its_call() -> None:
    statuses = {call.status_at(now()) for call in db.session.scalars(sa.select(Call))}

    assert statuses == {
        CallStatus.DRAFT,
        CallStatus.UPCOMING,
        CallStatus.OPEN,
        CallStatus.CLOSED,
        CallStatus.ANNOUNCED,
    }


def test_every_mail_is_one_that_mail_clients_read() -> None:
    messages = db.session.scalars(sa.select(Message)).all()

    assert len(messages) > 80
    for message in messages:
        content = mail.compose(letter_of(message)).as_bytes()
        assert_sound(content)
        assert modern(content)["Subject"] == message.subject


def test_mails_about_a_call_speak_for_its_funder() -> None:
    contacts = {
        (funder.name, call.contact_email)
        for call, funder in db.session.execute(sa.select(Call, Organisation).join(Call.funder))
    }
    senders = {
        template: {(m.from_name, m.reply_to) for m in group}
        for template, group in _by_template().items()
    }

    of_calls = {"applications/receipt", "juries/invitation", "selection/decision"}
    assert of_calls <= senders.keys()
    for template in of_calls:
        assert senders[template] <= contacts, template
    assert all(name == "" and reply_to for name, reply_to in senders.get("accounts/confirm", ()))


def _by_template() -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for message in db.session.scalars(sa.select(Message)):
        found.setdefault(message.template, []).append(message)
    return found


def test_applications_are_filed_with_their_hash() -> None:
    assert count(Application, Application.status == ApplicationStatus.SUBMITTED) == 40
    assert count(Application, Application.status == ApplicationStatus.DRAFT) == 4
    for submission in db.session.scalars(sa.select(Submission)):
        assert submission.sha256 == hash_of(submission.snapshot_text)


def test_one_jury_has_finished_and_one_is_half_way() -> None:
    assert count(Review, Review.status == ReviewStatus.SUBMITTED) == 48 + 26
    assert count(Review, Review.status == ReviewStatus.DRAFT) == 2
    assert count(ConflictOfInterest) == 2
    assert count(Standing, Standing.count > 0) > 16


def test_results_were_announced_to_everybody() -> None:
    assert count(Decision, Decision.announced_at.is_not(None)) == 16
    letters = Message.template == "selection/decision"
    assert count(Message, letters) >= 16


def test_the_first_funder_has_two_zones_that_say_they_are_made_up() -> None:
    zones = db.session.scalars(sa.select(Zone).order_by(Zone.search_text)).all()

    assert [count(ZoneTerritory, ZoneTerritory.zone_id == zone.id) for zone in zones] == [12, 6]
    assert all("illustrative" in zone.source for zone in zones)


def test_every_persona_has_an_account() -> None:
    known = set(db.session.scalars(sa.select(User.email)))

    assert [persona.email for persona in personas() if persona.email not in known] == []


def test_nothing_is_written_in_the_future() -> None:
    late = [
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Model)
        and count(mapper.class_, mapper.class_.created_at > now())
    ]

    assert late == []


def test_the_story_is_dated_when_it_happens_not_when_it_is_built() -> None:
    last = db.session.scalar(sa.select(sa.func.max(Activity.at)))
    first = db.session.scalar(sa.select(sa.func.min(Activity.at)))

    assert first is not None
    assert last is not None
    assert now() - timedelta(days=400) < first < now() - timedelta(days=300)
    assert last < now() - timedelta(hours=1)


def test_the_activity_is_sealed_and_agrees_with_what_was_filed() -> None:
    found = verify()

    assert (found.count, found.touched) == (count(Activity), None)


def test_making_it_again_changes_nothing(built: Flask) -> None:
    before = count(Application), count(Message), count(User)
    db.session.rollback()  # a reader outside a request holds the database on SQLite

    prepare_demonstration(built)

    assert (count(Application), count(Message), count(User)) == before


def test_only_a_demonstration_is_ever_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    precious = tmp_path / "data.sqlite3"
    precious.touch()

    result = CliRunner().invoke(
        demo, ["--reset", "--build-only", "--folder", str(tmp_path)], obj=None
    )

    assert result.exit_code == 1
    assert "contient autre chose" in result.output
    assert [each.name for each in tmp_path.iterdir()] == ["data.sqlite3"]


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("options", [[], ["--reset"]], ids=["demo", "demo --reset"])
def test_a_database_with_people_never_becomes_a_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    """Not even when its folder says that it is one, as an older version wrote at once."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "this-is-a-demonstration").touch()
    precious = sa.create_engine(f"sqlite:///{tmp_path / 'data.sqlite3'}", poolclass=sa.NullPool)
    with precious.begin() as connection:
        connection.exec_driver_sql('CREATE TABLE "user" (id TEXT, email TEXT)')
        connection.exec_driver_sql("INSERT INTO \"user\" VALUES ('1', 'anne@town.example')")

    result = CliRunner().invoke(
        demo, ["--build-only", "--folder", str(tmp_path), *options], obj=create_app
    )

    assert result.exit_code == 1
    assert f"La base de données du dossier {tmp_path} n’est pas marquée" in result.output
    with precious.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["user"]
        assert connection.exec_driver_sql('SELECT email FROM "user"').scalar() == (
            "anne@town.example"
        )


def test_the_marker_is_what_makes_a_demonstration() -> None:
    assert is_marked()
    assert use_of(db.session.connection()) is DatabaseUse.DEMONSTRATION
