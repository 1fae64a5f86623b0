"""What a form hands to a service: its fields as a frozen record, each named once."""

import dataclasses
import types
from collections.abc import Callable, Collection, Sequence
from enum import Enum
from functools import partial
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints, overload

from callforprojects.core.web.form import Form

R = TypeVar("R")
_UNIONS = (Union, types.UnionType)


class _Details(Generic[R]):
    """The method that reads a record (see `details_as`)."""

    def __init__(self, record: type[R], apart: Collection[str]) -> None:
        hints = get_type_hints(record)
        names = {field.name for field in dataclasses.fields(record)}  # type: ignore[arg-type]  # any dataclass
        if unknown := set(apart) - names:
            msg = f"{record.__name__} has no field {', '.join(sorted(unknown))}"
            raise TypeError(msg)
        self.record = record
        self.readers = {name: _reader(hints[name]) for name in sorted(names - set(apart))}

    def __set_name__(self, owner: type[Form], name: str) -> None:
        missing = [
            field_name
            for field_name in self.readers
            if not _is_field(getattr(owner, field_name, None))
        ]
        if missing:
            wanted = f"{self.record.__name__}.{', '.join(missing)}"
            msg = f"{owner.__name__}.{name}: no field of the form for {wanted}"
            raise TypeError(msg)

    @overload
    def __get__(self, form: None, owner: type[Form]) -> "_Details[R]": ...
    @overload
    def __get__(self, form: Form, owner: type[Form]) -> Callable[..., R]: ...
    def __get__(self, form: Form | None, owner: type[Form]) -> "_Details[R] | Callable[..., R]":
        return self if form is None else partial(self._read, form)

    def _read(self, form: Form, **apart: object) -> R:
        read = {name: reader(form[name].data) for name, reader in self.readers.items()}
        return self.record(**read, **apart)


def _is_field(declared: object) -> bool:
    return hasattr(declared, "field_class")  # an unbound field of WTForms


def details_as(record: type[R], *, apart: Collection[str] = ()) -> _Details[R]:
    """The method of a form that gives its fields as this record.

    It is declared in the class: `details = details_as(Funding)`. Each field of the record is the
    field of the form that has its name, as the record types it: an empty text, the member of an
    enum, a tuple, None. Those `apart` are given when it is called, `form.details(email=…)`, or keep
    their default. Raises TypeError when the form is declared without a field of the record.
    """
    return _Details(record, apart)


def _reader(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401  # any type
    """How the data of a field becomes a value of this type."""
    if get_origin(hint) in _UNIONS:
        wanted = _reader(next(member for member in get_args(hint) if member is not types.NoneType))
        return lambda data: None if data is None or data == "" else wanted(data)
    if get_origin(hint) in {tuple, Sequence}:
        item = get_args(hint)[0]
        return lambda data: tuple(item(value) for value in data or ())
    if hint is str:
        return lambda data: data or ""
    if isinstance(hint, type) and issubclass(hint, bool | Enum):
        return hint
    return lambda data: data
