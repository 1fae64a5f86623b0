"""A server to measure: `python server.py application|floor ADDRESS`, with the settings of the web.

The floor is a bare Flask + SQLAlchemy page that reads one row of the same database.
"""

import os
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import sqlalchemy as sa
from flask import Flask, render_template_string
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from callforprojects.core.web.server.serving import serve

WORKERS = 2
THREADS = 4
PAGE = "<!doctype html><title>{{ call.title }}</title><h1>{{ call.title }}</h1>"


class Base(DeclarativeBase):
    pass


class Call(Base):
    """The only two columns that the floor reads."""

    __tablename__ = "call"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    title: Mapped[str]


def make_floor() -> Flask:
    """The least that a page can do: find a row by its key, write it in a template."""
    app = Flask("floor")
    engine = sa.create_engine(os.environ["DATABASE_URL"])

    @app.get("/<uuid:call_id>")
    def show(call_id: uuid.UUID) -> str:
        with Session(engine) as session:
            return render_template_string(PAGE, call=session.get_one(Call, call_id))

    return app


def main() -> None:
    kind, address = sys.argv[1:]
    if kind == "floor":
        serve(make_floor, bind=address, workers=WORKERS, threads=THREADS, ready=_say_nothing)
    else:
        from callforprojects.app import create_app  # noqa: PLC0415  # the floor pays for none of it

        serve(create_app, bind=address, workers=WORKERS, threads=THREADS, ready=_say_nothing)


def _say_nothing(_addresses: str) -> None:
    """Whoever measures asks the address until it answers."""


if __name__ == "__main__":
    main()
