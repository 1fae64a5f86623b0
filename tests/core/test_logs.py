"""The log: one JSON object a line for machines, never twice, and quiet in tests."""

import json
import logging
from pathlib import Path

import pytest

from callforprojects.app import create_app
from callforprojects.core.logs import JsonFormatter
from callforprojects.core.settings import Settings


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
