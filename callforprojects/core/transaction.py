"""One transaction per request, decided by its method and its status. Nobody else commits."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, request

from callforprojects.core.database import SAFE_METHODS, db

logger = logging.getLogger(__name__)
_PENDING = "after_commit"


def after_commit(action: Callable[[], None]) -> None:
    """Run once the data is safe: what leaves the house leaves only for what really happened.

    The same function asked for twice runs once.
    """
    waiting = db.session.info.setdefault(_PENDING, [])
    if action not in waiting:
        waiting.append(action)


def commit() -> None:
    """Keep the work, then run what waited for it. A failing action is logged: data are safe."""
    db.session.commit()
    for action in db.session.info.pop(_PENDING, []):
        try:
            action()
        except Exception:
            logger.exception("after-commit action failed")


def rollback() -> None:
    """Forget the work, and what waited for it."""
    db.session.info.pop(_PENDING, None)
    db.session.rollback()


@contextmanager
def transaction() -> Iterator[None]:
    """The transaction of a command or a job: kept when the block ends well, forgotten otherwise."""
    try:
        yield
    except BaseException:
        rollback()
        raise
    commit()


def init_app(app: Flask) -> None:
    """Register first: `after_request` functions run in reverse order, so this one runs last."""

    @app.after_request
    def finish(response: Response) -> Response:
        if request.method in SAFE_METHODS or response.status_code >= 400:
            rollback()
        else:
            commit()
        return response
