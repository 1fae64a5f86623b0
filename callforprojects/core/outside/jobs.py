"""The runner: tasks done beside the pages, on Huey (SQLite by default, Redis when it grows).

A task is never the only record of a duty: Huey forgets a task before running it. What must happen
is a row of ours (the mails of the outbox); a task only does it sooner, and a periodic task sweeps
what was missed.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey

from callforprojects.core.data.transaction import after_commit
from callforprojects.core.outside.private_files import make_private_file
from callforprojects.core.outside.redis_server import redis_server
from callforprojects.core.outside.settings import settings

logger = logging.getLogger(__name__)
_PATIENCE_OF_WORKER = 5.0  # seconds: Redis keeps each question for a task for one
_TASKS: dict[str, Callable[..., None]] = {}
_PERIODIC: dict[str, tuple[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Job:
    """A function that the runner can call by its name."""

    name: str
    run: Callable[..., None]

    def later(self, *arguments: str) -> None:
        """Ask the runner for it, once the present transaction is safe. Arguments are texts."""
        after_commit(lambda: enqueue(self.name, *arguments))


def task(function: Callable[..., None]) -> Job:
    """Make a function a task. It opens its own transactions."""
    name = f"{function.__module__}.{function.__name__}"
    _TASKS[name] = function
    return Job(name, function)


def periodic(minutes: str = "*", hours: str = "*") -> Callable[[Job], Job]:
    """Run a task by the clock too: `minutes` and `hours` (UTC) as in cron (`*`, `*/5`, `3`)."""

    def decorate(chosen: Job) -> Job:
        _PERIODIC[chosen.name] = (minutes, hours)
        return chosen

    return decorate


def enqueue(name: str, *arguments: str) -> None:
    """Put a task in the queue now.

    While Redis does not answer it is not put there: the sweep does it once Redis is back.
    """
    put = partial(current_app.extensions["jobs"]["run"], name, *arguments)
    server = redis_server()
    if server is None:
        put()
    else:
        server.ask(put, lambda: None)


def run(app: Flask, name: str, *arguments: str) -> None:
    """Run a task in this process, in a context of its own."""
    began = time.perf_counter()
    with app.app_context():
        _TASKS[name](*arguments)
    duration = round((time.perf_counter() - began) * 1000, 1)
    level = logging.DEBUG if name in _PERIODIC else logging.INFO
    logger.log(level, "task done", extra={"task": name, "duration_ms": duration})


def queue() -> Huey:
    """The Huey instance of the application at work."""
    found: Huey = current_app.extensions["jobs"]["huey"]
    return found


def run_worker(app: Flask, workers: int = 2) -> None:
    """Run tasks until told to stop (Ctrl-C or SIGTERM)."""
    huey = app.extensions["jobs"]["huey"]
    if isinstance(huey, RedisHuey):
        huey.storage.pool.connection_kwargs["socket_timeout"] = _PATIENCE_OF_WORKER

    @huey.pre_execute()  # type: ignore[untyped-decorator]  # huey has no types
    def follow_address(_task: object) -> None:
        app.extensions["settings"] = app.extensions["settings"].with_noted_address()

    consumer = huey.create_consumer(
        workers=workers, worker_type="thread", initial_delay=0.2, max_delay=2
    )
    consumer.run()


def init_app(app: Flask) -> None:
    """Make the queue and give it every task known so far."""
    with app.app_context():
        chosen = settings()
        server = redis_server()
    huey: Huey
    if server is not None:
        huey = RedisHuey("callforprojects", connection_pool=server.connections(), results=False)
    else:
        make_private_file(chosen.jobs_path)
        huey = SqliteHuey("callforprojects", filename=str(chosen.jobs_path), results=False)

    def run_named(name: str, *arguments: str) -> None:
        run(app, name, *arguments)

    entry: dict[str, Any] = {"huey": huey, "run": huey.task(name="run")(run_named)}
    for name, times in _PERIODIC.items():
        _schedule(app, huey, name, *times)
    app.extensions["jobs"] = entry


def _schedule(app: Flask, huey: Huey, name: str, minutes: str, hours: str) -> None:
    def run_periodic() -> None:
        run(app, name)

    huey.periodic_task(crontab(minute=minutes, hour=hours), name=f"periodic.{name}")(run_periodic)
