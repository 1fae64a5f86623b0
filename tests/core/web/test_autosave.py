"""What a page is answered that sends what it holds while somebody writes: one shape."""

from typing import Any

import pytest
import time_machine
from flask import Flask, Response

from callforprojects.core.text.errors import DomainError, TooMany, UnavailableError
from callforprojects.core.web import autosave

pytestmark = pytest.mark.unit

KEYS = {"state", "message", "version", "html", "has_faults", "shown"}


def told(answer: Response) -> dict[str, Any]:
    """What the page reads."""
    assert isinstance(answer.json, dict)
    return answer.json


def test_what_is_kept_says_its_hour_and_its_version(app_without_database: Flask) -> None:
    with (
        app_without_database.test_request_context(),
        time_machine.travel("2026-11-22T13:32:00Z", tick=False),
    ):
        answer = autosave.saved(version="abc", html=" <p>Short.</p>\n", has_faults=True)

    assert answer.json == {
        "state": "saved",
        "message": "Enregistré à 14\u00a0h\u00a032",
        "version": "abc",
        "html": "<p>Short.</p>",
        "has_faults": True,
        "shown": {},
    }


def test_a_conflict_gives_the_version_of_what_is_kept(app_without_database: Flask) -> None:
    with app_without_database.test_request_context():
        answer, status = autosave.conflict("Not saved", version="7", html="<p>Both.</p>")

    assert status == 409
    assert (told(answer)["state"], told(answer)["version"]) == ("conflict", "7")
    assert told(answer).keys() == KEYS


def test_a_refusal_has_its_own_status(app_without_database: Flask) -> None:
    with app_without_database.test_request_context():
        answer, status = autosave.refused(DomainError("This call is closed."))

    assert (status, told(answer)["message"]) == (422, "This call is closed.")
    assert told(answer).keys() == KEYS


def test_what_cannot_be_done_now_says_when_to_come_back(app_without_database: Flask) -> None:
    with app_without_database.test_request_context():
        answer, status = autosave.refused(UnavailableError("Later."))

    assert (status, answer.headers["Retry-After"]) == (503, "60")


def test_what_is_asked_too_often_says_when_to_come_back(app_without_database: Flask) -> None:
    with app_without_database.test_request_context():
        answer, status = autosave.refused(TooMany(90, "Later."))

    assert (status, answer.headers["Retry-After"]) == (429, "90")
