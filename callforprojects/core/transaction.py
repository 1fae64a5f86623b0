"""One transaction per request, decided by its method and its status. Nobody else commits."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from flask import Flask, Response, request

from callforprojects.core.database import SAFE_METHODS, db

logger = logging.getLogger(__name__)
_PENDING = "after_commit"
_UNDOING = "on_rollback"


def after_commit(action: Callable[[], None]) -> None:
    """Run once the data is safe: what leaves the house leaves only for what really happened.

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
    db.session.connection(execution_options={"read_only": True})


def _run(actions: Iterable[Callable[[], None]]) -> None:
    for action in actions:
        try:
            action()
        except Exception:
            logger.exception("action after the transaction failed")


@contextmanager
def transaction() -> Iterator[None]:
    """The transaction of a command or a job: kept when the block ends well, forgotten otherwise."""
    try:
        yield
        commit()
    except BaseException:
        rollback()
        raise


def init_app(app: Flask) -> None:
    """Register first: `after_request` functions run in reverse order, so this one runs last."""

    @app.after_request
    def finish(response: Response) -> Response:
        if request.method in SAFE_METHODS or response.status_code >= HTTPStatus.BAD_REQUEST:
            db.session.expunge_all()  # nothing is read any more: expiring it all takes 1 ms a page
            rollback()
        else:
            commit()
        return response
