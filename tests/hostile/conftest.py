"""Two people at the same instant: threads on the real database, each in a transaction of its own."""

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from callforprojects.core.text.i18n import in_language

Read = Callable[[], tuple[Any, ...]]
Act = Callable[..., Any]
AtOnce = Callable[..., list[Any]]
_PATIENCE = 30


@pytest.fixture
def at_once(app: Flask, engine_name: str) -> AtOnce:
    """`at_once((read, act), (read, act))` gives what each returned, or the exception it raised.

    On PostgreSQL everybody has read before anybody writes, which is the worst case: what they hold
    is stale. On SQLite a writer holds the whole database from its first question.
    """

    def run(*people: tuple[Read, Act]) -> list[Any]:
        db.session.commit()
        db.session.remove()
        start = threading.Barrier(len(people))

        def live(read: Read, act: Act) -> Any:
            with app.app_context(), in_language("en"):
                try:
                    with transaction():
                        if engine_name == "sqlite":
                            start.wait(_PATIENCE)
                        things = read()
                        if engine_name != "sqlite":
                            start.wait(_PATIENCE)
                        return act(*things)
                except Exception as error:  # noqa: BLE001  # it is what the test asks
                    return error
                finally:
                    db.session.remove()

        with ThreadPoolExecutor(len(people)) as pool:
            futures = [
                pool.submit(contextvars.Context().run, live, read, act) for read, act in people
            ]
            return [future.result(_PATIENCE) for future in futures]

    return run
