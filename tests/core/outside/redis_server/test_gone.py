"""Redis gone, or silent: everything goes on, counted in memory, and it is said where it must be."""

import dataclasses
import logging
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from redis.exceptions import (
    ConnectionError as RedisConnectionError,
    TimeoutError as RedisTimeoutError,
)

from callforprojects.app import create_app
from callforprojects.core.outside import jobs
from callforprojects.core.outside.redis_server import SILENCE, RedisServer, redis_server
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.limits import count_use, limiter, seconds_to_wait
from callforprojects.messages.models import MessageStatus
from callforprojects.operations import health
from tests import databases
from tests.browser import Browser
from tests.databases import settings_for_tests
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("one_engine")


@pytest.fixture(params=["refuses", "is silent"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """One that refuses (bound, and nobody listens), or one that accepts and says nothing."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        if request.param == "is silent":
            server.listen(64)
        yield server.getsockname()[1]


@pytest.fixture
def alone(port: int, tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    """An application whose Redis does not answer."""
    before = {name: limiter.__dict__[name] for name in ("_storage", "_limiter", "_storage_uri")}
    settings = settings_for_tests(tmp_path, databases.fresh_database(engine_name, tmp_path))
    app = create_app(dataclasses.replace(settings, redis_url=f"redis://:secret@127.0.0.1:{port}/0"))
    try:
        with databases.at_work(app), app.app_context():
            server = redis_server()
            assert server is not None
            server.clock = Clock()  # a slow machine does not ask again meanwhile
            yield app
    finally:
        limiter.__dict__.update(before)


def test_people_sign_in_and_limits_count(alone: Flask, caplog: pytest.LogCaptureFixture) -> None:
    user = make_user(password=PASSWORD)
    browser = Browser(alone)
    form = {"email": user.email, "password": PASSWORD, "csrf_token": browser.token()}

    assert browser.post("/accounts/sign-in", data={**form, "password": "wrong"}).status == 422
    assert browser.post("/accounts/forgotten", data=form).status == 302
    assert browser.post("/accounts/sign-in", data=form).status == 302

    searches = (browser.client.get("/territories/search?q=rennes") for _turn in range(200))
    assert any(answer.status_code == 429 for answer in searches)
    said = [each for each in caplog.records if each.message.startswith("Redis does not answer")]
    assert len(said) == 1
    assert "secret" not in str(said[0].__dict__)
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]


def test_our_own_counts_go_on_in_memory(alone: Flask) -> None:
    turns = [count_use("2 per minute", "a purpose", "somebody") for _turn in range(3)]

    assert turns == [True, True, False]
    assert 0 < seconds_to_wait("2 per minute", "a purpose", "somebody") <= 61


def test_all_who_meet_the_silence_at_once_are_counted(alone: Flask) -> None:
    together = Barrier(4)

    def turn(_number: int) -> bool:
        with alone.app_context():
            together.wait()
            return count_use("3 per minute", "a purpose", "somebody")

    with ThreadPoolExecutor(4) as threads:
        turns = list(threads.map(turn, range(4)))

    assert sorted(turns) == [False, True, True, True]


def test_a_task_is_left_to_the_sweep(sent: Callable[[], list[Any]], alone: Flask) -> None:
    """The mail is a row: whoever asked for it is told that it will leave."""
    user = make_user(password=PASSWORD)
    browser = Browser(alone)
    form = {"email": user.email, "csrf_token": browser.token()}

    assert browser.post("/accounts/forgotten", data=form).status == 302
    assert [message.status for message in sent()] == [MessageStatus.QUEUED]


def test_a_hundred_tasks_wait_for_it_once(alone: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fail(name: str) -> None:
        asked.append(name)
        raise RedisTimeoutError

    monkeypatch.setitem(alone.extensions["jobs"], "run", fail)
    for _turn in range(100):
        jobs.enqueue("callforprojects.operations.tasks.tick")

    assert len(asked) == 1


def test_it_is_told_and_pages_are_served(alone: Flask, port: int) -> None:
    answer = Browser(alone).get("/readyz").response

    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "tables": True,
        "disk": True,
        "worker": False,
        "redis": False,
    }
    with in_language("en"):
        sentence = str(health.redis().sentence)
    assert sentence.startswith(f"127.0.0.1:{port} does not answer (")
    assert "secret" not in sentence


class Clock:
    def __init__(self) -> None:
        self.present = 0.0

    def __call__(self) -> float:
        return self.present


def failing(error: Exception) -> Callable[[], str]:
    def fail() -> str:
        raise error

    return fail


@pytest.mark.parametrize("error", [RedisConnectionError(), RedisTimeoutError(), OSError()])
def test_it_is_asked_again_after_a_while_by_one_for_all(error: Exception) -> None:
    clock = Clock()
    server = RedisServer("redis://127.0.0.1:1/0", clock)
    asked: list[str] = []

    def question() -> str:
        asked.append("")
        return "from Redis"

    assert server.ask(failing(error), lambda: "without") == "without"
    assert server.ask(question, lambda: "without") == "without"
    assert asked == []

    clock.present += SILENCE

    def asking_meanwhile() -> str:
        assert server.ask(question, lambda: "without") == "without"
        return "from Redis"

    assert server.ask(asking_meanwhile, lambda: "without") == "from Redis"
    assert server.ask(question, lambda: "without") == "from Redis"


def test_what_is_no_failure_of_redis_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        RedisServer("redis://127.0.0.1:1/0").ask(failing(ZeroDivisionError()), lambda: "without")


def test_without_redis_there_is_nothing_to_tell(app: Flask) -> None:
    assert redis_server() is None
    assert health.redis().is_good
    assert "redis" not in (Browser(app).get("/readyz").response.json or {})
