"""Pages travel compressed, and their length does not tell what they hold."""

import gzip

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from callforprojects.core.web.compression import compressed


def ask(app: Flask, path: str, encoding: str) -> TestResponse:
    return app.test_client().get(path, headers={"Accept-Encoding": encoding})


def test_a_page_is_compressed_for_a_browser_that_reads_it(app: Flask) -> None:
    plain, small = ask(app, "/legal", ""), ask(app, "/legal", "gzip, deflate, br")

    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert b"<h1" in gzip.decompress(small.data)
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_cache_on_the_way_is_told_that_there_are_two(app: Flask, encoding: str) -> None:
    assert "Accept-Encoding" in ask(app, "/legal", encoding).headers["Vary"]


def test_a_redirect_and_a_short_answer_stay_plain(app: Flask) -> None:
    assert "Content-Encoding" not in ask(app, "/dashboard", "gzip").headers
    assert "Content-Encoding" not in ask(app, "/territories/search?q=zzzz", "gzip").headers


def test_the_page_of_a_failure_is_compressed_too(app: Flask) -> None:
    answer = ask(app, "/nowhere", "gzip")

    assert answer.status_code == 404
    assert b"<h1" in gzip.decompress(answer.data)


def test_the_same_page_has_many_lengths() -> None:
    lengths = {len(compressed(b"the same page " * 200)) for _ in range(50)}

    assert len(lengths) > 10
