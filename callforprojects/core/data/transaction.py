"""One transaction per request, decided by its method and its status. Nobody else commits.

A request that only reads (GET, HEAD, OPTIONS) has a transaction in which the database itself
refuses any write. Three more, for what is not a request or wants more than one:

* `transaction()`: the transaction of a command or a job;
* `reading()`: a block that only reads, before a transaction that writes or in a job;
* `writing_apart()`: what is kept whatever becomes of the request, even of one that reads.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from callforprojects.core.data.database import READ_ONLY, db

logger = logging.getLogger(__name__)
_PENDING = "after_commit"
_UNDOING = "on_rollback"


def after_commit(action: Callable[[], None]) -> None:
    """Run once the data is safe: what is sent, is sent only for what really happened.

    The same function asked for twice runs once.
    """
    db.session.info.setdefault(_PENDING, {}).setdefault(action)


def on_rollback(action: Callable[[], None]) -> None:
    """Run if the work is forgotten: what was done beside the database is undone with it."""
    db.session.info.setdefault(_UNDOING, []).append(action)


def commit() -> None:
    """Keep the work, then run what waited for it. A failing action is logged: data are safe."""
    db.session.commit()
    db.session.info.pop(_UNDOING, None)
    _run(db.session.info.pop(_PENDING, {}))


def rollback() -> None:
    """Forget the work, and what waited for it; undo what was done beside it, last done first."""
    db.session.info.pop(_PENDING, None)
    db.session.rollback()
    _run(reversed(db.session.info.pop(_UNDOING, [])))


def read_again() -> None:
    """Forget the work, and read on: what a refused page shows holds up nobody who writes.

    What was loaded before has to be loaded again.
    """
    rollback()
    db.session.connection(execution_options={READ_ONLY: True})


def end_reading() -> None:
    """End a transaction that only read. Raises WrittenWhileReading when it was to write.

    COMMIT and not ROLLBACK: psycopg forgets its prepared statements at each ROLLBACK. What waited
    for a commit is forgotten, and what was done beside the database is undone, as nothing is kept.
    """
    db.session.info.pop(_PENDING, None)
    db.session.commit()
    _run(reversed(db.session.info.pop(_UNDOING, [])))


def _run(actions: Iterable[Callable[[], None]]) -> None:
    for action in actions:
        try:
            action()
        except Exception:
            logger.exception("action after the transaction failed")


def must_undo() -> bool:
    """Whether something was done beside the database that no commit has kept yet."""
    return bool(db.session.info.get(_UNDOING))


@contextmanager
def transaction() -> Iterator[None]:
    """The transaction of a command or a job: kept when the block ends well, forgotten otherwise."""
    try:
        yield
        commit()
    except BaseException:
        rollback()
        raise


@contextmanager
def reading() -> Iterator[None]:
    """Read in a transaction of the session that cannot write; it ends with the block.

    For what is read before a transaction that writes (on SQLite, nobody queues meanwhile), or by a
    job. Objects that the block loaded are expired at its end: take plain values out of it, or read
    again. Inside a transaction that has begun, the block is a part of it and ends nothing.
    Raises WrittenWhileReading when the block writes.
    """
    if db.session().in_transaction():
        yield
        return
    db.session.connection(execution_options={READ_ONLY: True})
    try:
        yield
        end_reading()
    except BaseException:
        rollback()
        raise


@contextmanager
def writing_apart() -> Iterator[sa.Connection]:
    """Write in a transaction of its own, on a connection of its own, even while a page is read.

    Kept when the block ends well, whatever becomes of the request; forgotten otherwise. On SQLite
    the session must not be in a transaction that writes: it would wait for itself.
    """
    with db.engine.connect() as connection:
        apart = connection.execution_options(**{READ_ONLY: False})
        with apart.begin():
            yield apart
