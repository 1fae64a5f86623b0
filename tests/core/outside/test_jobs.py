"""The runner: what is asked for is done, in a context of its own."""

import pytest
from flask import current_app

from callforprojects.core.data.transaction import commit, rollback
from callforprojects.core.outside import jobs
from callforprojects.core.outside.jobs import enqueue, periodic, queue, task

done: list[tuple[str, ...]] = []


@task
def note(*words: str) -> None:
    """Write down what it was given, and in which application."""
    done.append((current_app.name, *words))


@pytest.fixture(autouse=True)
def _empty_queue(app):
    queue().flush()
    done.clear()
    yield
    queue().flush()


def run_all():
    while (waiting := queue().dequeue()) is not None:
        queue().execute(waiting)


def test_a_task_knows_its_name():
    assert note.name == f"{__name__}.note"


def test_a_task_is_done_later():
    enqueue(note.name, "one", "two")
    assert done == []

    run_all()

    assert done == [("callforprojects", "one", "two")]


def test_a_task_asked_for_in_a_transaction_waits_for_its_commit():
    note.later("one")
    assert queue().pending_count() == 0

    commit()
    run_all()

    assert done == [("callforprojects", "one")]


def test_a_task_asked_for_in_vain_is_forgotten():
    note.later("one")

    rollback()
    commit()

    assert queue().pending_count() == 0


def test_the_queue_survives_the_application(app):
    enqueue(note.name, "kept")

    jobs.init_app(app)
    run_all()

    assert done == [("callforprojects", "kept")]


def test_tasks_done_by_the_clock_are_scheduled(app, monkeypatch):
    monkeypatch.setattr(jobs, "_PERIODIC", {})
    before = app.extensions["jobs"]
    periodic("*/5")(note)

    jobs.init_app(app)
    (scheduled,) = queue()._registry.periodic_tasks
    scheduled.execute()

    assert scheduled.name == f"periodic.{note.name}"
    assert done == [("callforprojects",)]
    app.extensions["jobs"] = before


def test_what_was_missed_is_swept_every_minute():
    assert jobs._PERIODIC["callforprojects.messages.tasks.sweep"] == ("*", "*")


def test_the_activity_is_read_again_once_a_day():
    assert jobs._PERIODIC["callforprojects.activity.tasks.verify_daily"] == ("17", "3")


def test_the_names_that_the_features_ask_for_are_tasks():
    from callforprojects.messages.services import DELIVER

    assert set(jobs._TASKS) >= {DELIVER}


def test_a_redis_queue_is_used_when_one_is_set(app, with_settings):
    before = app.extensions["jobs"]
    with_settings(redis_url="redis://127.0.0.1:1/0")

    jobs.init_app(app)

    assert type(queue()).__name__ == "RedisHuey"
    app.extensions["jobs"] = before
