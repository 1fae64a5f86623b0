"""A zone and its list, as they come from a page."""

from datetime import date

import pytest

from callforprojects.core.text.errors import DomainError
from callforprojects.organisations.forms import (
    NewZoneForm,
    ReplacementForm,
    ZoneForm,
    sealed_lines,
)
from callforprojects.organisations.services import ZoneDetails
from callforprojects.organisations.zone_lists import ZoneLine
from tests.filling import Fill

pytestmark = pytest.mark.unit
LINES = [ZoneLine("commune:35238", is_part=True, own_code="QN1", own_name="Villejean")]


def test_what_is_said_of_a_zone_is_read(fill: Fill) -> None:
    form = fill(ZoneForm, name=" Our towns ", source="A decree", valid_on="2026-01-31")

    assert form.details() == ZoneDetails("Our towns", "A decree", date(2026, 1, 31))
    assert fill(ZoneForm).errors == {"name": ["Enter the name of the zone."]}


@pytest.mark.parametrize("kind", [NewZoneForm, ReplacementForm])
def test_a_list_keeps_its_lines_and_its_tabs(fill: Fill, kind: type) -> None:
    form = fill(kind, name="A", pasted="insee\tnom\n35238\tRennes\n1001\tAutre", are_parts="y")

    assert [(each.line, each.code, each.is_part) for each in form.listed()] == [
        (2, "35238", True),
        (3, "1001", True),
    ]
    assert not form.confirmed


def test_what_was_looked_at_comes_back_as_it_was(fill: Fill) -> None:
    form = fill(NewZoneForm, name="A", lines=sealed_lines(LINES))

    assert list(form.confirmed) == LINES
    assert not fill(NewZoneForm, name="A", lines=sealed_lines(LINES), pasted="35288").confirmed
    forged = sealed_lines(LINES)[:-1] + "!"
    assert fill(NewZoneForm, name="A", lines=forged).errors == {
        "lines": ["This page is out of date. Reload it."]
    }


def test_nothing_is_no_list(fill: Fill) -> None:
    with pytest.raises(DomainError) as refused:
        fill(NewZoneForm, name="A").listed()
    assert refused.value.field == "file"
