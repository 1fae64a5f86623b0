"""Addresses stay on this site, and mails never trust the Host header."""

import pytest
from flask import Flask

from callforprojects.core.web.links import absolute_url, inside

pytestmark = pytest.mark.unit


def test_an_address_in_a_mail_comes_from_the_settings(app_without_database: Flask) -> None:
    with app_without_database.test_request_context(headers={"Host": "evil.example"}):
        assert absolute_url("pages.home") == "http://127.0.0.1:5000/"


@pytest.mark.parametrize("wanted", ["/dashboard", "/calls/?purpose=resilience"])
def test_a_path_of_this_site_is_followed(wanted: str) -> None:
    assert inside(wanted, "/") == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_sent_elsewhere(wanted: str) -> None:
    assert inside(wanted, "/home") == "/home"
