"""The transaction of a request, kept or forgotten by its method and its status."""

from http import HTTPStatus

from flask import Flask, Response, g, request

from callforprojects.core.data import transaction
from callforprojects.core.data.database import SAFE_METHODS


def refuse_writes() -> None:
    """Forget the work of a request that is refused; whatever it still reads holds up nobody.

    Nothing is read for it here: many refusals have nothing to ask.
    """
    transaction.rollback()
    g.is_read_only = True


def init_app(app: Flask) -> None:
    """Register first: `after_request` functions run in reverse order, so this one runs last."""

    @app.after_request
    def finish(response: Response) -> Response:
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.rollback()
        elif request.method in SAFE_METHODS:
            transaction.end_reading()
        else:
            transaction.commit()
        return response

    @app.teardown_request
    def undo_what_was_cut(_error: BaseException | None) -> None:
        """A request that no answer has ended (a process told to stop) leaves nothing beside."""
        if transaction.must_undo():
            transaction.rollback()
