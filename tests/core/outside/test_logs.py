"""The log: one JSON object a line for machines, never twice, and quiet in tests."""

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, g

from callforprojects.app import create_app
from callforprojects.core.outside.logs import REQUEST_ID, JsonFormatter, TextFormatter
from callforprojects.core.outside.settings import Settings
from tests.browser import Browser

pytestmark = pytest.mark.usefixtures("one_engine")


def test_a_line_is_an_object_with_the_fields_given() -> None:
    record = logging.makeLogRecord(
        {
            "name": "callforprojects.calls",
            "levelname": "INFO",
            "msg": "call published",
            "call_id": 7,
        }
    )

    line = json.loads(JsonFormatter().format(record))

    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "callforprojects.calls",
        "message": "call published",
        "call_id": 7,
    }


def test_a_failure_comes_with_its_trace() -> None:
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": (type(error), error, None)})

    assert "ZeroDivisionError" in json.loads(JsonFormatter().format(record))["exception"]


@pytest.mark.parametrize(("chosen", "expected"), [("json", True), ("text", False)])
def test_the_setting_chooses_the_form(tmp_path: Path, chosen: str, *, expected: bool) -> None:
    package = logging.getLogger("callforprojects")
    before = (package.handlers[:], package.level, package.propagate)
    try:
        create_app(
            Settings.from_environment({"CALLFORPROJECTS_LOG_FORMAT": chosen}, data_folder=tmp_path)
        )
        assert isinstance(package.handlers[0].formatter, JsonFormatter) is expected
        assert len(package.handlers) == 1
    finally:
        package.handlers[:], package.level, package.propagate = before


def test_a_line_for_a_person_has_the_hour_and_the_fields() -> None:
    record = logging.makeLogRecord(
        {
            "name": "callforprojects.calls",
            "levelname": "INFO",
            "msg": "call published",
            "call_id": 7,
        }
    )

    line = TextFormatter().format(record)

    assert re.fullmatch(
        r"\d\d:\d\d:\d\d INFO callforprojects.calls: call published call_id=7", line
    )


@pytest.fixture
def request_lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[logging.LogRecord]]:
    caplog.set_level(logging.INFO, "callforprojects.requests")
    return lambda: [line for line in caplog.records if line.name == "callforprojects.requests"]


@pytest.mark.parametrize(
    ("path", "endpoint", "status"),
    [
        ("/framework", "pages.framework", 200),
        ("/nowhere", "", 404),
        ("/dashboard", "dashboard.index", 302),
    ],
)
def test_each_request_has_its_line(
    browser: Browser, request_lines: Callable[[], list[logging.LogRecord]],
    path: str, endpoint: str, status: int,
) -> None:  # fmt: skip
    page = browser.get(path)

    (line,) = [vars(each) for each in request_lines()]
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", endpoint, status)
    assert 0 < line["duration_ms"] < 60_000
    assert re.fullmatch(r"[0-9a-f]{12}", page.response.headers[REQUEST_ID])


@pytest.mark.parametrize(
    ("proxies", "given", "is_believed"),
    [
        (1, "f3b1-from.the_proxy", True),
        (0, "f3b1-from.the_proxy", False),
        (1, "short", False),
        (1, "a" * 65, False),
        (1, 'abcdefgh"; injected=1', False),
    ],
)
def test_the_identifier_of_a_request_comes_from_our_own_proxy_or_is_made(
    browser: Browser,
    with_settings: Callable[..., None],
    proxies: int,
    given: str,
    *,
    is_believed: bool,
) -> None:
    with_settings(proxies=proxies)

    answered = browser.get("/framework", headers={REQUEST_ID: given}).response.headers[REQUEST_ID]

    assert (answered == given) is is_believed
    assert is_believed or re.fullmatch(r"[0-9a-f]{12}", answered)


def test_what_is_logged_in_a_request_carries_its_identifier(app: Flask) -> None:
    record = logging.makeLogRecord({"msg": "conflict"})

    with app.test_request_context():
        app.preprocess_request()
        line = json.loads(JsonFormatter().format(record))
        assert line["request_id"] == g.request_id
    assert "request_id" not in json.loads(JsonFormatter().format(record))
