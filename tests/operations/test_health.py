"""Is the platform well: each question answers no when its thing is missing, in words."""

import ast
import errno
import io
import smtplib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects import paths
from callforprojects.core.data.clock import living_at, now
from callforprojects.core.data.database import db
from callforprojects.core.outside.s3_storage import s3_storage
from callforprojects.core.outside.storage import LocalStorage, StorageUnavailable, Stored, storage
from callforprojects.core.text.i18n import in_language
from callforprojects.files.models import PendingRemoval
from callforprojects.files.tasks import REMOVAL_DELAY, sweep
from callforprojects.operations import health
from callforprojects.operations.tasks import tick
from tests.bucket import Bucket
from tests.factories.accounts import make_user
from tests.factories.files import make_file
from tests.post_office import open_post_office

WELL = {
    "public_url": "https://aap.example.fr",
    "is_public_url_chosen": True,
    "publisher": "Commune de Veyrac",
    "publication_director": "Ada Martin",
    "hosting": "Hébergeur, Rennes",
    "support_email": "aide@example.fr",
}


def said(question: Callable[[], health.CheckResult]) -> tuple[bool, str]:
    answer = question()
    with in_language("en"):
        return answer.is_good, str(answer.sentence)


@pytest.mark.usefixtures("app")
def test_tables_at_the_newest_revision_are_good() -> None:
    is_good, sentence = said(health.tables)

    assert is_good
    assert sentence.startswith("up to date (")


@pytest.mark.usefixtures("app_without_database")
def test_tables_of_another_revision_are_not(monkeypatch) -> None:
    monkeypatch.setattr(health, "expected_revision", lambda: "c91712ff98fa")

    assert said(health.tables) == (
        False,
        "The tables are missing or out of date: run `callforprojects db upgrade`.",
    )


def test_what_the_operator_is_told_is_written_once() -> None:
    """A sentence that two commands say is a constant of the module below both."""
    program = paths.PACKAGE
    files = [
        program / "cli.py",
        *(program / "core").glob("*.py"),
        *program.glob("operations/**/*.py"),
    ]
    texts = [text for file in files for text in sentences(file) if len(text) > 40]

    assert [text for text, times in Counter(texts).items() if times > 1] == []


def sentences(file: Path) -> Iterator[str]:
    """What a module writes in `_()`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            constants = (text.value for text in node.args if isinstance(text, ast.Constant))
            yield from (text for text in constants if isinstance(text, str))


def test_a_mail_server_is_really_asked(with_settings) -> None:
    assert said(health.mail_server) == (
        False, "no server: they wait in the outbox (CALLFORPROJECTS_MAIL_SERVER)"
    )  # fmt: skip
    with open_post_office() as office:
        with_settings(mail_server="127.0.0.1", mail_port=office.port, mail_security="none")
        assert said(health.mail_server) == (True, f"127.0.0.1:{office.port} answers")

    is_good, sentence = said(health.mail_server)

    assert not is_good
    assert sentence.startswith(f"127.0.0.1:{office.port} does not take us: ")


def test_a_mail_server_that_refuses_the_password_is_told(with_settings, monkeypatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr(smtplib.SMTP, "login", refuse)
    with open_post_office() as office:
        with_settings(
            mail_server="127.0.0.1", mail_port=office.port, mail_security="none",
            mail_username="appels", mail_password="wrong",
        )  # fmt: skip
        is_good, sentence = said(health.mail_server)

    assert not is_good
    assert "535" in sentence


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"is_public_url_chosen": False}, (False, "CALLFORPROJECTS_PUBLIC_URL is not set: mails give http://127.0.0.1:5000")),
        ({"is_public_url_chosen": True, "public_url": "http://aap.example"}, (False, "http://aap.example is not in https")),
        ({"is_public_url_chosen": True, "public_url": "https://aap.example"}, (True, "https://aap.example")),
    ],
)  # fmt: skip
def test_the_public_address(with_settings, chosen, expected) -> None:
    with_settings(**chosen)

    assert said(health.public_address) == expected


def test_the_legal_notice_lacks_what_is_not_set(with_settings) -> None:
    with_settings(**WELL)
    assert said(health.publisher) == (True, "Commune de Veyrac")

    with_settings(hosting="", support_email="support@localhost")

    assert said(health.publisher) == (
        False, "the legal notice lacks CALLFORPROJECTS_HOSTING, CALLFORPROJECTS_SUPPORT_EMAIL"
    )  # fmt: skip


def test_a_site_that_names_nobody_to_warn_of_a_fault_of_security_is_told(with_settings) -> None:
    assert said(health.security_contact) == (
        False, "nobody: set CALLFORPROJECTS_SECURITY_CONTACT and CALLFORPROJECTS_SECURITY_EXPIRES"
    )  # fmt: skip

    with_settings(is_demonstration=True)

    assert said(health.security_contact) == (True, "nobody: this is a demonstration")


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [
        (31, (True, "securite@example.fr, until 30 June 2027")),
        (30, (True, "securite@example.fr, until 30 June 2027")),
        (29, (False, "securite@example.fr until 30 June 2027 only: confirm it with a later CALLFORPROJECTS_SECURITY_EXPIRES")),
        (-1, (False, "securite@example.fr until 30 June 2027 only: confirm it with a later CALLFORPROJECTS_SECURITY_EXPIRES")),
    ],
)  # fmt: skip
def test_a_contact_that_expires_within_thirty_days_is_told(
    with_settings, days_before: int, expected: tuple[bool, str]
) -> None:
    with_settings(security_contact="securite@example.fr", security_expires=date(2027, 6, 30))
    end = datetime(2027, 6, 30, 23, 59, 59, tzinfo=UTC)

    with living_at(end - timedelta(days=days_before)), in_language("en"):
        assert said(health.security_contact) == expected


@pytest.mark.usefixtures("app")
def test_the_worker_gives_a_sign_of_life() -> None:
    assert said(health.worker) == (False, "it has never run: `callforprojects worker`")

    with living_at(now() - timedelta(minutes=2)):
        tick.run()
    assert said(health.worker) == (True, "last sign of life 2 minutes ago")

    with living_at(now() - timedelta(minutes=40)):
        tick.run()
    assert said(health.worker) == (
        False, "last sign of life 40 minutes ago: `callforprojects worker`"
    )  # fmt: skip


@pytest.mark.usefixtures("app_without_database")
def test_a_full_disk_is_told(monkeypatch) -> None:
    assert said(health.disk)[0]

    monkeypatch.setattr(health, "LEAST_SPACE", 1 << 62)

    assert not said(health.disk)[0]


def test_a_folder_that_cannot_be_written_is_told(with_settings, tmp_path: Path) -> None:
    with_settings(data_folder=tmp_path / "nowhere")

    assert said(health.disk) == (
        False, f"{tmp_path / 'nowhere'} cannot be written: there is no such file or folder"
    )  # fmt: skip


def test_documents_are_really_kept_and_read(app: Flask, monkeypatch, tmp_path: Path) -> None:
    before = storage().put(io.BytesIO(b"x"), limit=9).key
    is_good, sentence = said(health.documents)
    assert (is_good, sentence[:22]) == (True, "kept and read again in")
    storage().delete(before)

    nowhere = Bucket("http://127.0.0.1:1", "documents")
    monkeypatch.setitem(app.extensions, "storage", s3_storage(nowhere.settings(tmp_path)))

    is_good, sentence = said(health.documents)
    assert (is_good, sentence[:22]) == (False, "they cannot be kept in")


def test_a_disk_that_takes_no_document_is_told(app: Flask, monkeypatch, tmp_path: Path) -> None:
    class Full(LocalStorage):
        def _put(self, *_arguments: object) -> Stored:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(app.extensions, "storage", Full(tmp_path))

    is_good, sentence = said(health.documents)

    assert not is_good
    assert sentence.endswith(": the disk is full")


def test_a_folder_that_takes_no_document_is_told_in_the_language_of_the_terminal(
    app: Flask, monkeypatch, tmp_path: Path
) -> None:
    (tmp_path / "files").touch()
    monkeypatch.setitem(app.extensions, "storage", LocalStorage(tmp_path / "files"))

    is_good, sentence = said(health.documents)

    assert not is_good
    assert sentence.endswith(": a file is where a folder should be")
    with in_language("fr"):
        assert str(health.documents().sentence).endswith(
            "un fichier se trouve à la place d’un dossier"
        )


@pytest.mark.parametrize("failing", ["open", "delete"])
def test_what_a_check_could_not_remove_goes_a_day_later(
    app: Flask, monkeypatch, tmp_path: Path, failing: str
) -> None:
    monkeypatch.setitem(app.extensions, "storage", LocalStorage(tmp_path / "files"))

    def fail(*_arguments: object, **_options: object) -> None:
        raise StorageUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(LocalStorage, failing, fail)
        assert not said(health.documents)[0]
    assert len(storage().sizes()) == 1

    with living_at(now() + REMOVAL_DELAY + timedelta(minutes=1)):
        sweep.run()

    assert storage().sizes() == {}


@pytest.mark.usefixtures("app")
def test_a_check_leaves_nothing_to_remove() -> None:
    assert said(health.documents)[0]

    assert db.session.scalars(sa.select(PendingRemoval)).all() == []


def test_documents_whose_bytes_are_lost_are_told(app: Flask) -> None:
    author = make_user()
    kept, lost = (make_file(author, by=author).storage_key for _each in range(2))
    storage().delete(lost)
    db.session.rollback()

    is_good, sentence = said(health.documents)

    assert not is_good
    assert sentence.startswith("1 document is missing or damaged in ")
    assert lost in sentence
    assert kept not in sentence


@pytest.mark.usefixtures("app_without_database")
def test_nothing_is_held_in_the_database_from_one_question_to_the_next() -> None:
    """On SQLite a command that is in a transaction is the one that writes: everybody waits."""
    for question, _answer in health.check_results():
        assert not db.session().in_transaction(), question.code


@pytest.mark.usefixtures("app_without_database")
def test_each_question_is_asked_once_and_two_decide_whether_pages_are_served() -> None:
    asked = [question.code for question, _answer in health.check_results()]

    assert asked == [
        "tables",
        "mail",
        "address",
        "publisher",
        "security",
        "worker",
        "redis",
        "disk",
        "documents",
    ]
    assert [question.code for question, _answer in health.answers_to_serve()] == ["tables", "disk"]
