"""What a process says when it starts."""

from callforprojects.core.outside.noted_address import note_address
from callforprojects.core.outside.settings import Settings
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.startup import about_data, database_name, introduction


def said_of(folder) -> str:
    with in_language("fr"):
        return introduction("", about_data(Settings.from_environment({}, data_folder=folder)))


def test_an_address_that_web_has_not_noted_yet_is_not_made_up(tmp_path):
    before = said_of(tmp_path)
    note_address(tmp_path, "http://127.0.0.1:5094")

    another = "(pour une autre\u00a0: CALLFORPROJECTS_PUBLIC_URL)"
    assert f"notée par `web` dès qu’il écoute sur un port {another}" in before
    assert "http://" not in before
    assert f"http://127.0.0.1:5094, là où les pages sont servies {another}" in said_of(tmp_path)


def test_a_database_is_named_without_its_password():
    assert database_name("postgresql+psycopg://u:p[a@h:1/base") == "PostgreSQL, h/base"
    assert database_name("sqlite:////srv/data.sqlite3") == "SQLite, /srv/data.sqlite3"
