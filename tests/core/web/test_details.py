"""A form gives its fields as a record, as the record types them; what it lacks stops the program."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pytest
from wtforms import BooleanField, SelectMultipleField

from callforprojects.core.data.values import DECIMAL
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import LineField, ValueField
from callforprojects.core.web.form import Form

pytestmark = pytest.mark.unit


class Size(StrEnum):
    SMALL = "small"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    name: str
    size: Size
    rate: Decimal | None = None
    other: Size | None = None
    is_fragile: bool = False
    tags: tuple[str, ...] = ()
    ids: tuple[uuid.UUID, ...] = ()
    sender: str = "us"


class Boxes(Form):
    name = LineField()
    size = LineField()
    rate = ValueField(kind=DECIMAL)
    other = LineField()
    is_fragile = BooleanField()
    tags = SelectMultipleField(validate_choice=False)
    ids = SelectMultipleField(validate_choice=False)


class ParcelForm(Boxes):
    details = details_as(Parcel, apart={"sender"})


def details_of(app, data, **apart):
    with app.test_request_context(method="POST", data=data):
        return ParcelForm().details(**apart)


def test_fields_are_read_as_the_record_types_them(app_without_database):
    one = uuid.uuid4()
    full = {"name": "A", "size": "small", "rate": "1,5", "other": "small", "is_fragile": "y"}
    read = details_of(
        app_without_database, full | {"tags": ["a", "b"], "ids": [str(one)]}, sender="them"
    )
    assert read == Parcel(
        name="A",
        size=Size.SMALL,
        rate=Decimal("1.5"),
        other=Size.SMALL,
        is_fragile=True,
        tags=("a", "b"),
        ids=(one,),
        sender="them",
    )
    assert read.size is Size.SMALL


def test_an_empty_field_is_what_the_record_has_for_nothing(app_without_database):
    assert details_of(app_without_database, {"size": "small"}) == Parcel(name="", size=Size.SMALL)


def test_a_form_without_a_field_of_its_record_is_refused_when_it_is_declared():
    with pytest.raises(Exception, match="__set_name__") as refused:
        type("Lacking", (Boxes,), {"details": details_as(Parcel)})
    assert str(refused.value.__cause__) == "Lacking.details: no field of the form for Parcel.sender"


def test_what_stands_apart_is_a_field_of_the_record():
    with pytest.raises(TypeError, match="Parcel has no field sendr"):
        details_as(Parcel, apart={"sendr"})
