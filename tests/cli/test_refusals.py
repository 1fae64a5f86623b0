"""The command line before what the machine refuses: a folder, a file, an address, a name."""

import errno
import os
from pathlib import Path

import pytest

from callforprojects.cli import sentence_of
from callforprojects.core.text.i18n import in_language


def refused(answer) -> str:
    """The sentence of a refusal, without a word around."""
    assert answer.exit_code in {1, 2}
    assert isinstance(answer.exception, SystemExit)
    assert answer.stderr.count("\n") == 1
    assert answer.stderr.startswith("Error: ")
    return str(answer.stderr)


def test_a_backup_where_no_folder_can_be_made(migrated):
    sentence = refused(migrated("backup", "/proc/backup"))

    assert sentence == "Error: /proc/backup.part cannot be used: there is no such file or folder.\n"


def test_a_demonstration_where_no_folder_can_be_made(alone):
    sentence = refused(alone("demo", "--folder", "/proc/demonstration", "--build-only"))

    assert sentence.startswith("Error: /proc/demonstration cannot be used: ")


def test_a_file_in_the_place_of_the_data_folder(alone, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("CALLFORPROJECTS_DATA_FOLDER", str(tmp_path / "file"))

    assert "(a file of that name is in the way)" in refused(alone("check"))


@pytest.mark.parametrize("value", ["localhost", "http://localhost"])
def test_a_redis_that_is_none(alone, monkeypatch, value):
    monkeypatch.setenv("REDIS_URL", value)

    assert refused(alone("check")).startswith("Error: REDIS_URL must be an address, such as redis:")


def test_a_database_file_that_cannot_be_opened(alone, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/missing/data.sqlite3")

    assert refused(alone("db", "check")) == (
        "Error: The database cannot be reached: its file cannot be opened\n"
    )


def test_a_database_file_that_is_none(alone, tmp_path):
    (tmp_path / "data.sqlite3").write_text("This is a letter, and no database at all. " * 40)

    assert refused(alone("db", "check")) == (
        "Error: The database cannot be reached: its file is not a database\n"
    )


def test_an_address_that_web_cannot_have(migrated):
    assert "give HOST:PORT" in refused(migrated("web", "--bind", "127.0.0.1:99999"))


def test_a_failure_of_the_system_is_said_in_french():
    with in_language("fr"):
        told = sentence_of(PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/x"))

    assert told is not None
    assert told.message == "/srv/x est inutilisable\u00a0: l’accès est refusé."


@pytest.mark.parametrize("arguments", [["check"], ["db", "check"]], ids=" ".join)
def test_a_misspelt_setting_is_warned_of(migrated, monkeypatch, arguments):
    monkeypatch.setenv("CALLFORPROJECTS_MAIL_SERVR", "smtp.example.fr")

    assert (
        "Warning: CALLFORPROJECTS_MAIL_SERVR is no setting: is CALLFORPROJECTS_MAIL_SERVER meant?\n"
    ) in migrated(*arguments).stderr


def test_what_the_database_holds_is_kept_from_others(alone, tmp_path: Path):
    alone("db", "check")
    alone("check")

    for name in ("data.sqlite3", "jobs.sqlite3"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600, name
