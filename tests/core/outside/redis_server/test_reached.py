"""With REDIS_URL, a real Redis holds the queue and the counts, for many processes at once."""

import dataclasses
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask

from callforprojects.app import create_app
from callforprojects.core.data.database import db
from callforprojects.core.outside import jobs
from callforprojects.core.web.limits import limiter
from tests import databases
from tests.browser import Browser
from tests.databases import settings_for_tests

SERVER = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(SERVER is None, reason="no redis-server on this machine")


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    """A Redis of our own, that keeps nothing."""
    assert SERVER is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([SERVER, *options], stdout=subprocess.DEVNULL)  # noqa: S603  # ours
    url = f"redis://127.0.0.1:{port}/0"
    try:
        with redis.Redis.from_url(url) as client:
            for _attempt in range(100):
                try:
                    client.ping()
                    break
                except redis.ConnectionError:
                    time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def scaled(redis_url: str, tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    """An application that shares its queue and its counts."""
    before = {name: limiter.__dict__[name] for name in ("_storage", "_limiter", "_storage_uri")}
    settings = settings_for_tests(tmp_path, databases.fresh_database(engine_name, tmp_path))
    app = create_app(dataclasses.replace(settings, redis_url=redis_url))
    try:
        yield app
    finally:
        limiter.__dict__.update(before)


def test_a_task_of_one_process_is_run_by_another(
    scaled: Flask, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setitem(jobs._TASKS, "tests.note", done.append)

    with scaled.app_context():
        jobs.enqueue("tests.note", "here")
        huey = jobs.queue()
    with redis.Redis.from_url(redis_url) as client:
        assert client.llen("huey.redis.callforprojects") == 1

    huey.execute(huey.dequeue())

    assert done == ["here"]
    huey.storage.conn.connection_pool.disconnect()


def test_knocks_are_counted_for_all_processes(scaled: Flask, redis_url: str) -> None:
    with scaled.app_context():
        db.create_all()
        answer = Browser(scaled).client.get("/territories/search?q=rennes")
        db.session.remove()
        db.engine.dispose()

    assert answer.status_code == 200
    with redis.Redis.from_url(redis_url) as client:
        counts = client.keys("LIMITS*")
        assert [client.get(key) for key in counts] == [b"1"]
        assert b"territories.search" in counts[0]
