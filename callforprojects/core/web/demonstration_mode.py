"""The demonstration mode: only on a database that says of itself that it is a demonstration.

The mode lets guests become the personas and read every mail. The marker is written in the database
by what builds the demonstration, in the same transaction; without it the mode is refused at the
start, and its pages do not exist, whatever the settings say.
"""

from enum import StrEnum

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Connection

from callforprojects.core.data.database import Model, db
from callforprojects.core.data.people import IS_ANYBODY_THERE, PEOPLE
from callforprojects.core.outside.environment import SettingsError
from callforprojects.core.outside.settings import Settings, settings
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_MARKED = "is_marked_as_demonstration"
_BOOKKEEPING = frozenset({"alembic_version"})


class DemonstrationMarker(Model):
    """One row, in a database whose every person and every file is invented."""

    __tablename__ = "demonstration_marker"


_ANY_MARKER = sa.select(sa.literal(1)).select_from(DemonstrationMarker).limit(1)


class DatabaseUse(StrEnum):
    """What a database is for, as far as the demonstration mode is concerned."""

    EMPTY = "empty"
    DEMONSTRATION = "demonstration"
    REAL = "real"


def is_demonstration() -> bool:
    """Whether guests may play the personas: the setting asks for it, and the database agrees."""
    return settings().is_demonstration and is_marked()


def is_marked() -> bool:
    """Whether this database is a demonstration. What is found once in a session is known in it."""
    if not db.session.info.get(_MARKED):
        db.session.info[_MARKED] = db.session.scalar(_ANY_MARKER) is not None
    return bool(db.session.info[_MARKED])


def mark() -> None:
    """Write that this database is a demonstration, in the transaction that fills it."""
    db.session.add(DemonstrationMarker())


def use_of(connection: Connection) -> DatabaseUse:
    """What a database is for. Nothing is asked of the data but whether there is any person."""
    present = set(sa.inspect(connection).get_table_names())
    if DemonstrationMarker.__tablename__ in present and connection.scalar(_ANY_MARKER):
        return DatabaseUse.DEMONSTRATION
    if present <= _BOOKKEEPING:
        return DatabaseUse.EMPTY
    if PEOPLE in present and not connection.scalar(IS_ANYBODY_THERE):
        return DatabaseUse.EMPTY
    return DatabaseUse.REAL


def use_of_database(url: str) -> DatabaseUse:
    """The same, with a connection of its own, closed before any process is forked."""
    with sa.create_engine(url, poolclass=sa.NullPool).connect() as connection:
        return use_of(connection)


def refuse_real_database(url: str) -> None:
    """Raise SettingsError when the database holds people and is not a demonstration."""
    _refuse_real(use_of_database(url))


def _refuse_real(use: DatabaseUse) -> None:
    if use is DatabaseUse.REAL:
        sentence = _(
            "this database is not a demonstration: the demonstration mode would show its mails and "
            "lend its accounts to everybody. Unset CALLFORPROJECTS_DEMONSTRATION, or give another "
            "database"
        )
        raise SettingsError(sentence)


def check_use(chosen: Settings) -> Sentence:
    """What to say before the pages are served: nothing, or a warning.

    Raises SettingsError when the demonstration mode meets any database but a demonstration.
    """
    use = use_of_database(chosen.database_url)
    if chosen.is_demonstration:
        _refuse_real(use)
    if chosen.is_demonstration and use is DatabaseUse.EMPTY:
        sentence = _(
            "this database is empty: build the demonstration first, with "
            "`callforprojects demo --build-only`, or unset CALLFORPROJECTS_DEMONSTRATION"
        )
        raise SettingsError(sentence)
    if use is DatabaseUse.DEMONSTRATION and not chosen.is_demonstration:
        return _(
            "this database is a demonstration: its people and its calls are invented. Give another "
            "database to work with real ones (DATABASE_URL or CALLFORPROJECTS_DATA_FOLDER)."
        )
    return ""


def init_app(app: Flask) -> None:
    """Refuse to start in demonstration mode on real data, before anything of it is read."""
    with app.app_context():
        chosen = settings()
    if chosen.is_demonstration:
        refuse_real_database(chosen.database_url)
    app.jinja_env.globals["is_demonstration"] = is_demonstration
