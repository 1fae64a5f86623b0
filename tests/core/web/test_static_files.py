"""Static files: compressed where the browser can read it, kept as long as the address is theirs."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from callforprojects import paths
from callforprojects.app import create_app
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.startup import announce_compression
from callforprojects.core.web.static_files import compress_static_files, static_content, static_url
from tests.databases import settings_for_tests

pytestmark = pytest.mark.usefixtures("one_engine")

SHEET = "vendor/bootstrap/bootstrap.min.css"
SOURCE = (paths.STATIC / SHEET).read_bytes()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application whose files were prepared before it starts."""
    folder, told = tmp_path_factory.mktemp("data"), list[int]()
    compress_static_files(folder, about_to=told.append)
    app = create_app(settings_for_tests(folder, f"sqlite:///{folder / 'data.sqlite3'}"))
    app.config["told"] = told
    return app


def ask(app: Flask, path: str, encoding: str = "", **headers: str) -> TestResponse:
    return app.test_client().get(
        path, headers={"Accept-Encoding": encoding, **headers}, buffered=True
    )


def test_only_a_first_start_says_that_it_compresses(served: Flask) -> None:
    told = served.config["told"]

    compress_static_files(served.extensions["settings"].data_folder, about_to=told.append)

    assert len(told) == 1
    assert told[0] > 20


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Compression de 64 fichiers pour les navigateurs\u00a0: au premier démarrage "),
        ("en", "Compressing 64 files for the browsers: only at the first start."),
    ],
)
def test_it_is_said_in_one_line(
    app: Flask, capsys: pytest.CaptureFixture[str], language: str, sentence: str
) -> None:
    with in_language(language):
        announce_compression(app.extensions["settings"], 64)

    said = capsys.readouterr().out
    assert said.startswith(sentence)
    assert said.count("\n") == 1


def test_a_sheet_travels_in_brotli(served: Flask) -> None:
    answer = ask(served, f"/static/{SHEET}", "gzip, deflate, br")

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert len(answer.data) < 24_000
    assert brotli.decompress(answer.data) == SOURCE


def test_a_sheet_travels_in_gzip_where_brotli_is_unknown(served: Flask) -> None:
    answer = ask(served, f"/static/{SHEET}", "gzip")

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 32_000
    assert gzip.decompress(answer.data) == SOURCE


def test_a_sheet_travels_as_it_is_to_whoever_reads_nothing_else(served: Flask) -> None:
    answer = ask(served, f"/static/{SHEET}")

    assert "Content-Encoding" not in answer.headers
    assert answer.data == SOURCE


def test_a_font_is_not_compressed_twice(served: Flask) -> None:
    answer = ask(served, "/static/vendor/source-sans-3/source-sans-3-400.woff2", "gzip, br")

    assert "Content-Encoding" not in answer.headers


def test_an_address_that_changes_with_its_content_is_kept_for_a_year(served: Flask) -> None:
    with served.test_request_context():
        answer = ask(served, static_url(SHEET))

    assert answer.headers.getlist("Cache-Control") == ["public, max-age=31536000, immutable"]


@pytest.mark.parametrize(
    ("name", "life"),
    [
        ("vendor/source-sans-3/source-sans-3-400.woff2", "public, max-age=86400"),
        (
            "js/saving/store.js",
            "no-cache",
        ),  # else an upgrade would meet the module of before for a day
    ],
)
def test_an_address_that_does_not_is_asked_again(served: Flask, name: str, life: str) -> None:
    answer = ask(served, f"/static/{name}")
    again = ask(served, f"/static/{name}", **{"If-None-Match": answer.headers["ETag"]})

    assert answer.headers.getlist("Cache-Control") == [life]
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", [SHEET, "css/site.css"], ids=["file", "bundle"])
@pytest.mark.parametrize("encoding", ["", "gzip, br"])
def test_without_its_twins_a_file_travels_as_it_is(served: Flask, name: str, encoding: str) -> None:
    """Somebody has emptied the folder of what can be made again, while the site was served."""
    folder = served.extensions["settings"].data_folder / "compressed"
    away = folder.rename(folder.with_name("away"))

    answer = ask(served, f"/static/{name}", encoding)
    away.rename(folder)

    assert (answer.status_code, answer.data) == (200, static_content(name))
    assert "Content-Encoding" not in answer.headers
    assert answer.content_length == len(answer.data)
    assert ask(served, f"/static/{name}", "br").headers["Content-Encoding"] == "br"


def test_twins_are_made_once(tmp_path: Path) -> None:
    compress_static_files(tmp_path)
    first = {path: path.stat().st_mtime_ns for path in (tmp_path / "compressed").iterdir()}
    compress_static_files(tmp_path)

    assert first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "compressed").iterdir()} == first
