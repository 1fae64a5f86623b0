"""The command line: each command does its work, and says what went wrong in one sentence."""

import contextlib
import contextvars
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from callforprojects import __version__
from callforprojects.activity.models import Activity
from callforprojects.cli import cli, sentence_of
from callforprojects.core.data.database import db
from callforprojects.core.outside.settings import Settings
from callforprojects.core.outside.storage import StorageFull
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from tests.factories.activity import make_activity
from tests.factories.messages import make_message
from tests.post_office import open_post_office

Run = Callable[..., Result]


@pytest.fixture
def inside(app, monkeypatch) -> Run:
    """Run a command within the application of the tests, which speaks French."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    def run(*arguments: str) -> Result:
        db.session.commit()
        return CliRunner().invoke(cli, arguments)

    return run


def test_the_help_lists_the_commands_without_loading_them():
    script = (
        "import sys; from click.testing import CliRunner; from callforprojects.cli import cli;"
        "print(CliRunner().invoke(cli, ['--help']).output);"
        "print('loaded', 'flask' in sys.modules, 'sqlalchemy' in sys.modules)"
    )

    answer = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    for name in ("activity", "db", "demo", "mail", "territories", "users", "web", "worker"):
        assert f"\n  {name} " in answer
    assert "loaded False False" in answer


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo"], ["web"], ["worker"], ["db"], ["db", "upgrade"], ["db", "downgrade"],
        ["db", "check"], ["territories"], ["territories", "load"], ["users"],
        ["users", "create-administrator"], ["activity"], ["activity", "verify"],
        ["mail"], ["mail", "send"], ["check"], ["backup"], ["restore"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_each_command_explains_itself(inside, arguments):
    answer = inside(*arguments, "--help")

    assert answer.exit_code == 0
    assert answer.output.startswith("Utilisation\u00a0: ")
    assert "\n\n  " in answer.output


def test_version(inside):
    assert inside("--version").output == f"callforprojects, version {__version__}\n"


def test_an_unknown_command_is_told(inside):
    answer = inside("dance")

    assert answer.exit_code == 2
    assert "La commande 'dance' n’existe pas." in answer.stderr


def test_python_dash_m_is_the_same_command():
    answer = subprocess.run(  # our own words
        [sys.executable, "-m", "callforprojects", "--version"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert answer.stdout == f"callforprojects, version {__version__}\n"


def test_activity_verify_says_that_the_chain_holds(inside):
    assert "Rien n’est encore scellé." in inside("activity", "verify").output
    make_activity()
    make_activity()
    db.session.commit()

    answer = inside("activity", "verify")

    assert answer.exit_code == 0
    assert answer.output.startswith("2 lignes sont intactes.\nDernière empreinte")


def test_activity_verify_exits_with_1_when_a_row_was_touched(inside):
    make_activity()
    db.session.commit()
    db.session.execute(sa.update(Activity.__table__).values(verb="call.cancelled"))
    db.session.commit()

    answer = inside("activity", "verify")

    assert answer.exit_code == 1
    assert answer.stderr == "Erreur\u00a0: La ligne 1 a été modifiée après son scellement.\n"


def test_mail_send_delivers_what_is_due_and_counts(inside, with_settings):
    make_message()
    make_message()
    with open_post_office() as office:
        with_settings(mail_server="127.0.0.1", mail_port=office.port, mail_security="none")
        answer = inside("mail", "send")

    assert answer.exit_code == 0
    assert answer.output.splitlines() == [
        "Envoyés\u00a0: 2", "À réessayer\u00a0: 0", "En échec\u00a0: 0", "Incertains\u00a0: 0"
    ]  # fmt: skip
    assert len(office.taken) == 2


def test_mail_send_without_a_server_says_what_to_set(inside):
    make_message()

    answer = inside("mail", "send")

    assert answer.exit_code == 1
    assert "CALLFORPROJECTS_MAIL_SERVER" in answer.stderr


def test_the_tables_come_and_go(alone, tmp_path):
    assert alone("db", "check").exit_code == 1

    assert alone("db", "upgrade").output == "The tables are up to date.\n"
    assert alone("db", "check").output == "The tables are up to date.\n"
    verified = alone("activity", "verify")
    assert (verified.exit_code, verified.output[:22]) == (0, "Nothing is sealed yet.")

    assert alone("db", "downgrade", "base", "--yes").output == "Revision: base.\n"
    assert alone("db", "check").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["activity", "verify"],
        ["mail", "send"],
        ["web"],
        ["worker"],
        ["db", "check"],
        ["users", "create-administrator"],
    ],
    ids=" ".join,
)
def test_missing_tables_are_told_in_one_sentence(alone, arguments):
    answer = alone(*arguments)

    assert answer.exit_code == 1
    assert answer.stderr == (
        "Error: The tables are missing or out of date: run `callforprojects db upgrade`.\n"
    )


@pytest.mark.parametrize("arguments", [["mail", "send"], ["web"], ["db", "upgrade"]], ids=" ".join)
def test_a_database_that_does_not_answer_is_told_in_one_sentence(alone, monkeypatch, arguments):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    answer = alone(*arguments)

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: The database cannot be reached: ")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CALLFORPROJECTS_MAIL_PORT", "twenty-five"),
        ("CALLFORPROJECTS_SECRET_KEY", "short"),
        ("CALLFORPROJECTS_PUBLIC_URL", "nowhere"),
        ("DATABASE_URL", "a database"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_in_one_sentence(alone, monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    answer = alone("mail", "send")

    assert answer.exit_code == 2
    assert answer.stderr.startswith(f"Error: {name} must ")
    assert answer.stderr.count("\n") == 1


def test_check_has_one_line_a_question_and_exits_with_1_when_something_lacks(migrated, tmp_path):
    answer = migrated("check")

    assert answer.exit_code == 1
    lines = answer.output.splitlines()
    signs = [line[:4].strip() for line in lines]
    assert signs == ["ok", "NO", "NO", "NO", "NO", "NO", "ok", "ok", "ok"]
    assert lines[0] == f"ok   Tables              up to date (SQLite, {tmp_path}/data.sqlite3)"
    assert lines[5] == "NO   Worker              it has never run: `callforprojects worker`"


def test_check_exits_with_0_when_all_is_well(migrated, monkeypatch):
    for name, value in {
        "PUBLIC_URL": "https://aap.example.fr", "PUBLISHER": "Veyrac", "HOSTING": "Rennes",
        "PUBLICATION_DIRECTOR": "Ada Martin", "SUPPORT_EMAIL": "aide@example.fr",
        "MAIL_SERVER": "127.0.0.1", "MAIL_SECURITY": "none",
        "SECURITY_CONTACT": "securite@example.fr", "SECURITY_EXPIRES": "2999-12-31",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"CALLFORPROJECTS_{name}", value)

    def tick() -> None:
        from callforprojects.app import create_app
        from callforprojects.core.outside.jobs import run

        run(create_app(), "callforprojects.operations.tasks.tick")

    contextvars.Context().run(tick)
    with open_post_office() as office:
        monkeypatch.setenv("CALLFORPROJECTS_MAIL_PORT", str(office.port))
        answer = migrated("check")

    assert (answer.exit_code, answer.output.count("ok   ")) == (0, 9)


def test_an_unknown_revision_is_told_in_one_sentence(alone):
    answer = alone("db", "upgrade", "nowhere")

    assert answer.exit_code == 1
    assert answer.stderr == ("Error: The tables have no revision nowhere in this release.\n")


def test_a_broken_rule_is_told_and_a_bug_is_not_hidden():
    told = sentence_of(DomainError("A draft cannot be announced."))

    assert isinstance(told, click.ClickException)
    assert (told.message, told.exit_code) == ("A draft cannot be announced.", 1)
    assert sentence_of(ZeroDivisionError()) is None


@pytest.mark.parametrize("error", [StorageFull(), OSError(errno.ENOSPC, "No space left on device")])
def test_a_full_disk_is_told_in_one_sentence(error):
    with in_language("en"):
        told = sentence_of(error)

    assert told is not None
    assert told.message == "The disk is full: nothing more could be written."
    assert sentence_of(OSError(errno.EPERM, "Operation not permitted")) is None


@contextlib.contextmanager
def running(*arguments: str, folder: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command at work, stopped as a machine would stop it; what it says is in `folder`/said."""
    environment = {**os.environ, "CALLFORPROJECTS_DATA_FOLDER": str(folder), **settings}
    environment.pop("DATABASE_URL", None)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(  # noqa: S603  # our own words
            [sys.executable, "-m", "callforprojects", *arguments],
            env=environment, stdout=said, stderr=subprocess.PIPE,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        _out, errors = process.communicate(timeout=40)
        assert b"Traceback" not in errors, errors.decode()


T = TypeVar("T")


def eventually(question: Callable[[], T | None]) -> T:
    """The answer, as soon as there is one."""
    until = time.monotonic() + 90  # a busy machine compresses the static files first
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.1)
    msg = "nothing came"
    raise AssertionError(msg)


def figures_after_six_pages(site: str) -> str:
    """Each page has its connection, so that both processes have their part of the six."""
    for _time in range(6):
        urllib.request.urlopen(f"{site}/framework", timeout=30).close()  # noqa: S310  # our own
    token = {"Authorization": "Bearer a token for tests only"}
    asked = urllib.request.Request(f"{site}/metrics", headers=token)  # noqa: S310  # our own
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310  # our own
        return str(answer.read().decode())


@pytest.mark.usefixtures("migrated")
def test_web_serves_the_pages(tmp_path):
    with socket.socket() as free, socket.socket() as other:
        free.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        address, second = (f"127.0.0.1:{each.getsockname()[1]}" for each in (free, other))

    def home(address: str = address) -> bytes | None:
        try:
            with urllib.request.urlopen(f"http://{address}/", timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            return None

    with running(
        "web", "--bind", f"{address},{second}", "--workers", "2", folder=tmp_path,
        CALLFORPROJECTS_METRICS_TOKEN="a token for tests only", TMPDIR=str(tmp_path / "bodies"),
    ):  # fmt: skip
        page, other_page = eventually(home), eventually(lambda: home(second))
        said = (tmp_path / "said").read_text("utf-8")
        figures = figures_after_six_pages(f"http://{address}")

    assert b"<h1>" in page
    assert b"<h1>" in other_page
    assert (tmp_path / "bodies").stat().st_mode & 0o777 == 0o700
    counted = 'endpoint="pages.framework",method="GET",status="200"} 6.0\n'
    assert f"callforprojects_request_duration_seconds_count{{{counted}" in figures
    assert f"  Data folder             {tmp_path}\n" in said
    assert f"  Address                 http://{address}, http://{second}\n" in said
    assert f"  Address in the mails    http://{address}, where the pages are served" in said
    assert Settings.from_environment({}, data_folder=tmp_path).public_url == f"http://{address}"


@pytest.mark.usefixtures("migrated")
def test_worker_says_what_it_does_and_gives_a_sign_of_life(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'data.sqlite3'}", poolclass=sa.NullPool)

    def ticked_at() -> object:
        with engine.connect() as connection:
            return connection.scalar(sa.text("SELECT ticked_at FROM worker_tick"))

    with running("worker", "--workers", "1", folder=tmp_path):
        assert eventually(ticked_at)
        said = (tmp_path / "said").read_text("utf-8")

    assert f"  Data folder             {tmp_path}\n" in said
    assert "  Mails                   no server: they wait in the outbox" in said


@pytest.mark.usefixtures("migrated")
def test_each_process_says_that_it_started_in_json_too(tmp_path):
    chosen = {"CALLFORPROJECTS_LOG_FORMAT": "json", "CALLFORPROJECTS_LOG_LEVEL": "INFO"}
    with running("worker", folder=tmp_path, **chosen) as process:
        assert process.stderr is not None
        line = json.loads(process.stderr.readline())

    assert (line["message"], line["command"]) == ("started", "worker")
    assert line["data_folder"] == str(tmp_path)
