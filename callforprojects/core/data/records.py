"""Writing a record on a row: each field on the column that has its name."""

import dataclasses
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from callforprojects.core.data.database import Model

M = TypeVar("M", bound=Model)
R = TypeVar("R")


def assigning(
    record: type[R], *, to: type[M], apart: Collection[str] = ()
) -> Callable[[M, R], None]:
    """A function `assign(thing, record)` that writes the fields of a record on a row.

    Those `apart` are left to the service. Raises TypeError, where it is declared, for a field that
    has no column. A tuple is kept as a list and a mapping as a dictionary, as JSON has them.
    """
    names = {field.name for field in dataclasses.fields(record)}  # type: ignore[arg-type]  # any dataclass
    written = sorted(names - set(apart))
    columns = to.__mapper__.columns
    if wrong := [name for name in written if name not in columns] + sorted(set(apart) - names):
        msg = f"{record.__name__} and {to.__name__} do not agree on {', '.join(wrong)}"
        raise TypeError(msg)

    def assign(thing: M, values: R) -> None:
        for name in written:
            setattr(thing, name, _kept(getattr(values, name)))

    return assign


def _kept(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
