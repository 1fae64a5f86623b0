"""A record is written on a row, field by field; one without a column stops the program."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from callforprojects.calls.models import Call
from callforprojects.core.data.records import assigning

pytestmark = pytest.mark.unit


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    scales: tuple[str, ...]
    version: int | None = None


def test_the_fields_of_a_record_are_written_on_the_row():
    call = Call(version=7)
    assigning(Words, to=Call, apart={"version"})(call, Words("Water", ("town", "region"), 3))
    assert (call.title, call.scales, call.version) == ("Water", ["town", "region"], 7)


@dataclass(frozen=True, slots=True)
class Misspelt:
    titel: str
    marks: Mapping[int, str]


def test_a_field_without_a_column_is_refused_where_it_is_declared():
    with pytest.raises(TypeError, match="Misspelt and Call do not agree on marks, titel"):
        assigning(Misspelt, to=Call)
    with pytest.raises(TypeError, match="Words and Call do not agree on versoin"):
        assigning(Words, to=Call, apart={"version", "versoin"})
