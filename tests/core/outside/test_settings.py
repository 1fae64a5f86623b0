"""Settings: what works by default, and what is refused with the name of the variable."""

import re
from datetime import date
from pathlib import Path

import pytest

from callforprojects import paths
from callforprojects.core.outside.environment import SettingsError
from callforprojects.core.outside.noted_address import DEFAULT_ADDRESS, note_address
from callforprojects.core.outside.settings import (
    Settings,
    database_url,
    misspelt_variables,
    stored_secret,
)

pytestmark = pytest.mark.unit

KEYS = {"CALLFORPROJECTS_SECRET_KEY": "s" * 32, "CALLFORPROJECTS_ACTIVITY_KEY": "a" * 32}


def read(tmp_path: Path, **environment: str) -> Settings:
    return Settings.from_environment(environment, data_folder=tmp_path)


def test_everything_works_without_a_setting(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path / 'data.sqlite3'}"
    assert settings.redis_url is None
    assert not settings.is_demonstration
    assert not settings.is_secure


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)

    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_two_processes_that_start_at_once_have_one_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one starts while the first makes its key."""
    made = iter(["the key of the first one", "the key of the other one"])
    of_the_other: list[str] = []

    def make(_size: int) -> str:
        key = next(made)
        if not of_the_other:
            of_the_other.append("it starts")
            of_the_other[0] = stored_secret(tmp_path)
        return key

    monkeypatch.setattr("callforprojects.core.outside.settings.secrets.token_urlsafe", make)

    assert [stored_secret(tmp_path)] == of_the_other == ["the key of the other one"]
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u@h/b", "postgresql+psycopg://u@h/b"),
        ("postgresql://u@h/b", "postgresql+psycopg://u@h/b"),
        ("postgresql+psycopg://u@h/b", "postgresql+psycopg://u@h/b"),
        ("sqlite:////tmp/x", "sqlite:////tmp/x"),
    ],
)
def test_postgresql_is_always_reached_through_psycopg_3(given: str, used: str) -> None:
    assert database_url(given) == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CALLFORPROJECTS_DEMONSTRATION", "perhaps"),
        ("CALLFORPROJECTS_MAIL_PORT", "smtp"),
        ("CALLFORPROJECTS_MAIL_SECURITY", "ssl3"),
        ("CALLFORPROJECTS_PUBLIC_URL", "aap.example.fr"),
        ("CALLFORPROJECTS_SECRET_KEY", "short"),
        ("CALLFORPROJECTS_LOG_FORMAT", "xml"),
        ("CALLFORPROJECTS_LOG_LEVEL", "verbeux"),
        ("CALLFORPROJECTS_MAIL_PORT", "99999"),
        ("CALLFORPROJECTS_PROXIES", "²"),
        ("CALLFORPROJECTS_PUBLIC_URL", "ftp://aap.example.fr"),
        ("CALLFORPROJECTS_PUBLIC_URL", "https://aap.example.fr:port"),
        ("CALLFORPROJECTS_BOUNCE_MAILBOX", "imaps://[example/INBOX"),
        ("CALLFORPROJECTS_SECURITY_CONTACT", "the office"),
        ("CALLFORPROJECTS_SECURITY_CONTACT", "sécurité@example.fr"),
        ("CALLFORPROJECTS_SECURITY_CONTACT", "http://example.fr/signaler"),
        ("CALLFORPROJECTS_SECURITY_EXPIRES", "30/06/2027"),
        ("CALLFORPROJECTS_SECURITY_POLICY", "http://example.fr/securite"),
        ("DATABASE_URL", "data.sqlite3"),
        ("DATABASE_URL", "mysql://u@h/b"),
        ("DATABASE_URL", "postgresql://u@h:port/b"),
        ("REDIS_URL", "localhost"),
        ("REDIS_URL", "redis://localhost:port"),
        ("S3_ENDPOINT", "s3.example.fr"),
    ],
)
def test_a_setting_without_sense_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{name: value})


@pytest.mark.usefixtures("app_without_database")
@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("ORGANISATION_QUOTA_MB", "1000000000", "doit être compris entre 0 et 999999999"),
        ("ORGANISATION_QUOTA_MB", "9" * 5000, "doit être compris entre 0 et 999999999"),
        ("PROXIES", "-1", "doit être compris entre 0 et 999999999"),
        ("MAIL_PORT", "0", "doit être compris entre 1 et 65535"),
        ("MAIL_PORT", "65536", "doit être compris entre 1 et 65535"),
        ("MAIL_PORT", "--25", "doit être un nombre entier, et non --25"),
        ("MAIL_PORT", "2.5", "doit être un nombre entier, et non 2.5"),
    ],
)
def test_a_number_is_refused_for_its_reason(
    tmp_path: Path, name: str, value: str, reason: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **{f"CALLFORPROJECTS_{name}": value})

    assert str(refused.value) == f"CALLFORPROJECTS_{name} {reason}"


def test_a_number_may_begin_with_zeros(tmp_path: Path) -> None:
    assert read(tmp_path, CALLFORPROJECTS_MAIL_PORT="0000000000000025").mail_port == 25


def test_a_security_contact_has_a_day_until_which_it_holds(tmp_path: Path) -> None:
    contact = {"CALLFORPROJECTS_SECURITY_CONTACT": "securite@example.fr"}

    with pytest.raises(SettingsError, match="CALLFORPROJECTS_SECURITY_EXPIRES"):
        read(tmp_path, **contact)
    settings = read(tmp_path, **contact, CALLFORPROJECTS_SECURITY_EXPIRES="2027-06-30")
    assert settings.security_expires == date(2027, 6, 30)


def test_a_setting_of_before_is_refused_with_its_new_name(tmp_path: Path) -> None:
    sentence = "^CALLFORPROJECTS_ORGANISATION_ROOM_MB .*CALLFORPROJECTS_ORGANISATION_QUOTA_MB$"

    with pytest.raises(SettingsError, match=sentence):
        read(tmp_path, CALLFORPROJECTS_ORGANISATION_ROOM_MB="200")
    assert read(tmp_path, CALLFORPROJECTS_ORGANISATION_QUOTA_MB="200").organisation_quota_mb == 200


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CALLFORPROJECTS_MAIL_SERVR", "CALLFORPROJECTS_MAIL_SERVER"),
        ("CALLFORPROJECTS_DATABASE_URL", "DATABASE_URL"),
        ("CALLFORPROJECTS_WEATHER", None),
    ],
)
def test_a_setting_with_a_name_of_no_other_is_found(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: str | None
) -> None:
    monkeypatch.setenv("CALLFORPROJECTS_MAIL_PORT", "25")
    monkeypatch.setenv(written, "x")

    assert (written, meant) in misspelt_variables()
    assert "CALLFORPROJECTS_MAIL_PORT" not in dict(misspelt_variables())


def test_every_setting_of_the_documentation_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (paths.PACKAGE.parent / "docs" / "operations.md").read_text("utf-8")
    named = set(re.findall(r"`(CALLFORPROJECTS_[A-Z_0-9]+)`", text))
    for name in named:
        monkeypatch.setenv(name, "x")

    assert len(named) > 20
    assert named.isdisjoint(dict(misspelt_variables()))


@pytest.mark.parametrize("keys", [{}, KEYS], ids=["keys made", "keys given"])
def test_a_data_folder_is_kept_from_others(tmp_path: Path, keys: dict[str, str]) -> None:
    Settings.from_environment({"CALLFORPROJECTS_DATA_FOLDER": str(tmp_path / "new"), **keys})

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_mails_give_the_address_where_the_pages_are_served(tmp_path: Path) -> None:
    before = read(tmp_path)
    note_address(tmp_path, "http://127.0.0.1:8123")

    assert before.public_url == DEFAULT_ADDRESS
    assert before.with_noted_address().public_url == "http://127.0.0.1:8123"
    assert read(tmp_path).public_url == "http://127.0.0.1:8123"


def test_an_address_that_was_chosen_stands(tmp_path: Path) -> None:
    note_address(tmp_path, "http://127.0.0.1:8123")

    chosen = read(tmp_path, CALLFORPROJECTS_PUBLIC_URL="https://aap.example.fr/")

    assert chosen.public_url == "https://aap.example.fr"
    assert chosen.with_noted_address() == chosen


def test_a_note_that_is_no_address_is_ignored(tmp_path: Path) -> None:
    note_address(tmp_path, "nowhere")

    assert read(tmp_path).public_url == DEFAULT_ADDRESS


def test_data_are_in_the_same_folder_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert paths.default_data_folder() == paths.PACKAGE.parent / "var"


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"HOME": "/home/ada"}, "/home/ada/.local/share/callforprojects"),
        ({"HOME": "/home/ada", "XDG_DATA_HOME": "/srv/ada"}, "/srv/ada/callforprojects"),
    ],
)
def test_a_wheel_keeps_its_data_with_those_of_the_person(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], folder: str
) -> None:
    monkeypatch.setattr(paths, "ROOT", paths.PACKAGE / "_data")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert paths.default_data_folder() == Path(folder)


def test_an_account_without_a_home_must_choose_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(paths, "default_data_folder", homeless)

    with pytest.raises(SettingsError, match="CALLFORPROJECTS_DATA_FOLDER"):
        Settings.from_environment({})


@pytest.mark.usefixtures("app_without_database")
@pytest.mark.parametrize("keys", [{}, KEYS], ids=["keys made", "keys given"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, keys: dict[str, str]) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(
        SettingsError, match="CALLFORPROJECTS_DATA_FOLDER doit permettre l’écriture"
    ):
        read(tmp_path / "file", **keys)
