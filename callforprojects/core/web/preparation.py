"""Slow work that a view needs, done before the turn to write (decision 0029).

On SQLite a request that writes holds the only lock of the database from its first statement. What
takes long (to check a password, to derive the form in which it is kept, to store a document) is
done first, by a function that the view names, while its transaction can write nothing: what it
must note, it writes in a short one of its own (`core.data.transaction.writing_apart`).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g, request

from callforprojects.core.web.access import read_only_block

F = TypeVar("F", bound=Callable[..., Any])


def prepared_by(prepare: Callable[..., object]) -> Callable[[F], F]:
    """Call `prepare` with what the address holds before a request that writes is at its turn.

    Written under the gate. It is called once the rights were asked for the first time, and again
    for nobody: what it has read may have changed when the view looks at it.
    """

    def decorate(view: F) -> F:
        view.prepare = prepare  # type: ignore[attr-defined]  # read by `run_preparation`
        return view

    return decorate


def prepared() -> Any:  # noqa: ANN401  # whatever the function of the view gives
    """What was prepared for this view; None for a page that is only read."""
    return g.get("prepared")


def run_preparation() -> None:
    """Do what the view of this request wants prepared."""
    view = current_app.view_functions.get(request.endpoint or "")
    prepare = getattr(view, "prepare", None)
    if prepare is not None:
        with read_only_block():
            g.prepared = prepare(**(request.view_args or {}))
