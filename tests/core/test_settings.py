"""Settings: what works by default, and what is refused with the name of the variable."""

from pathlib import Path

import pytest

from callforprojects.core.settings import Settings, SettingsError, database_url


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
        ("DATABASE_URL", "data.sqlite3"),
    ],
)
def test_a_setting_without_sense_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{name: value})
