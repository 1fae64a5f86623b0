"""What a block asks of the database, counted: its statements, and the objects that it loads."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.core.data.database import db

_OF_TRANSACTIONS = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collect the statements that the database gets while a block runs."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        queries: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(_OF_TRANSACTIONS):
                queries.append(statement)

        db.session.commit()
        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield queries
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def count_objects(app: Flask) -> Callable[[], AbstractContextManager[Counter[str]]]:
    """Count the objects that are loaded while a block runs, by the name of their class."""

    @contextmanager
    def counting() -> Iterator[Counter[str]]:
        objects: Counter[str] = Counter()

        def note(_session: Any, instance: object) -> None:
            objects[type(instance).__name__] += 1

        db.session.commit()
        sa.event.listen(db.session, "loaded_as_persistent", note)
        try:
            yield objects
        finally:
            sa.event.remove(db.session, "loaded_as_persistent", note)

    return counting
