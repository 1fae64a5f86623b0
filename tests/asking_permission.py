"""No rule asks the database: it answers from its objects and from what was read of the visitor."""

import sys
from types import FrameType
from typing import Any

import sqlalchemy as sa
from flask import Flask

from callforprojects.core.data.database import db

# what is read once a transaction, whoever needs it first; an object that a commit has expired
_MAY_ASK = {
    ("visitors.py", "seats"),
    ("visitors.py", "hidden"),
    ("demonstration_mode.py", "is_marked"),
    ("state.py", "_load_expired"),
}


def refuse_queries_of_rules(app: Flask) -> None:
    """Stop whatever asks the database from a `permissions.py`, in any test."""
    with app.app_context():
        engine = db.engine

    @sa.event.listens_for(engine, "before_cursor_execute")
    def refuse(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if name := asking_rule(sys._getframe()):
            msg = f"{name} asks the database: {statement}"
            raise AssertionError(msg)


def asking_rule(frame: FrameType | None) -> str:
    """The rule that the code of a frame was called by; none when it reads what is read once."""
    while frame is not None:
        folder, _slash, file = frame.f_code.co_filename.rpartition("/")
        if (file, frame.f_code.co_name) in _MAY_ASK:
            return ""
        if file == "permissions.py":
            return f"{folder.rpartition('/')[2]}.{frame.f_code.co_name}"
        frame = frame.f_back
    return ""
