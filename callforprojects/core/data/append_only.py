"""Tables whose rows are written once: changing or removing one is a mistake of the program."""

from collections.abc import Collection
from typing import Any, NoReturn

from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper

from callforprojects.core.data.database import Model


class AppendOnlyError(Exception):
    """Some code tried to rewrite history: a mistake of the program, never of a person."""


def append_only(table: type[Model], *, apart: Collection[str] = ()) -> None:
    """Have the session refuse to change or to remove the rows of a table, save the columns `apart`.

    It raises AppendOnlyError. A statement on the table itself is not seen: what is frozen, erased
    with a visa or moved to another account says there why it may be.
    """

    def refuse_update(_mapper: Mapper[Any], _connection: Connection, row: Model) -> None:
        state: Any = inspect(row)
        columns = (column.key for column in state.mapper.column_attrs)
        if any(state.attrs[name].history.has_changes() for name in columns if name not in apart):
            _refuse(row, "changed")

    def refuse_delete(_mapper: Mapper[Any], _connection: Connection, row: Model) -> None:
        _refuse(row, "removed")

    event.listen(table, "before_update", refuse_update)
    event.listen(table, "before_delete", refuse_delete)


def _refuse(row: Model, what: str) -> NoReturn:
    msg = f"{row.__tablename__} is append-only: a row cannot be {what}"
    raise AppendOnlyError(msg)
