"""What the address of a list asks: whatever it holds, the list is shown, and its links keep it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from urllib.parse import parse_qs

import pytest
from hypothesis import given, strategies as st

from callforprojects.core.data.money import Money
from callforprojects.core.tables import (
    BY_VALUE,
    LONGEST_SEARCH,
    ChoiceFilter,
    Column,
    DayFilter,
    Filter,
    Option,
    Table,
    cell_text,
    number_column,
    options_of,
)
from callforprojects.core.text.i18n import in_language
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.models import Role

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]


class Shade(StrEnum):
    DARK = "dark"
    LIGHT = "light"


def column(key, **options):
    return Column(key, key.title(), lambda row: row[key], **options)


FRUITS = Table(
    sort="-weight",
    columns=[
        column("name", is_heading=True, order_by=BY_VALUE),
        number_column("weight", "Weight", lambda row: row["weight"], order_by=BY_VALUE),
        column("origin", is_extra=True),
        column("grower"),
    ],
    filters=[
        Filter("q", "Name"),
        ChoiceFilter(
            "shade",
            "Shade",
            lambda: [Option("dark", "Dark", "Common"), Option("light", "Light", "Common")],
        ),
        DayFilter("since", "Since"),
    ],
)
NAMES = ["q", "shade", "since", "sort", "columns", "page", "other"]
VALUES = st.one_of(
    st.sampled_from(
        ["", "dark", "light", "name", "-name", "weight", "-weight", "origin", "grower", "1", "7"]
    ),
    st.sampled_from(["-origin", "2026-02-29", "2026-03-01", "99999", "100000", "0", "-1", "٣"]),
    st.text(max_size=150),
)
ADDRESSES = st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, max_size=4))


def asked(query):
    return FRUITS.state_of(parse_qs(query, keep_blank_values=True))


@given(ADDRESSES)
def test_any_address_shows_a_list(arguments):
    state = FRUITS.state_of(arguments)

    assert state.sort in {"name", "-name", "weight", "-weight"}
    assert 1 <= state.page <= 99_999
    assert "name" in state.columns
    assert state.columns <= {"name", "weight", "origin", "grower"}
    assert state.choice("shade", Shade) in {None, *Shade}
    assert len(state.text("q")) <= LONGEST_SEARCH
    assert "\x00" not in state.text("q")
    day = state.day("since")
    assert day is None or state.text("since") == day.isoformat()
    assert len(state.tags()) == len(state.filters)


@given(ADDRESSES)
def test_the_address_of_a_list_gives_the_same_list(arguments):
    state = FRUITS.state_of(arguments)

    assert asked(state.query) == state


@given(ADDRESSES)
def test_each_link_changes_what_it_says_and_keeps_the_rest(arguments):
    state = FRUITS.state_of(arguments)
    rest = (state.columns, state.filters)

    again = asked(state.on_page(12).query)
    assert (again.page, again.sort, again.columns, again.filters) == (12, state.sort, *rest)
    for each in FRUITS.columns[:2]:
        by = asked(state.sorted_by(each).query)
        assert (by.sort_key, by.page, by.columns, by.filters) == (each.key, 1, *rest)
        assert asked(by.sorted_by(each).query).is_descending is not by.is_descending
    for narrowed, _value, less in state.tags():
        assert set(asked(less.query).filters) == set(state.filters) - {narrowed.key}
    assert asked(state.without_filters().query).filters == {}
    assert asked(state.without_filters().query).sort == state.sort


def test_what_is_usual_is_not_said():
    assert asked("q=&sort=-weight&columns=name&columns=weight&columns=grower&page=1").query == ""
    assert asked("sort=name&q=+plum++tree&page=3").query == "q=plum+tree&sort=name&page=3"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["name", "weight", "grower"]),
        ("columns=origin", ["name", "origin"]),
        ("columns=origin&columns=weight&columns=taste", ["name", "weight", "origin"]),
        ("columns=name", ["name"]),
        ("columns=taste", ["name", "weight", "grower"]),
    ],
)
def test_the_columns_are_those_asked_for_and_the_one_that_names_the_row(query, shown):
    assert [each.key for each in asked(query).displayed_columns] == shown


def test_the_first_click_on_a_figure_shows_the_largest():
    name, weight = FRUITS.columns[:2]
    state = asked("sort=name")

    assert state.sorted_by(weight).sort == "-weight"
    assert state.sorted_by(weight).sorted_by(weight).sort == "weight"
    assert state.sorted_by(name).sort == "-name"


def test_a_tag_says_the_filter_in_words():
    state = asked("q=plum&shade=dark&since=2026-03-01")

    with in_language("fr"):
        tags = [(str(each.label), str(value)) for each, value, _less in state.tags()]

    assert tags == [("Name", "plum"), ("Shade", "Dark"), ("Since", "1er\u00a0mars 2026")]


def test_a_form_keeps_what_it_does_not_ask_for():
    state = asked("q=plum&sort=name&columns=origin&page=4")

    assert state.pairs(without=["columns", "page"]) == [("q", "plum"), ("sort", "name")]
    assert state.pairs(without=["q", "sort", "page"]) == [
        ("columns", "name"),
        ("columns", "origin"),
    ]


def test_options_stand_under_their_group():
    shade = FRUITS.filters[1]

    assert isinstance(shade, ChoiceFilter)
    assert [(name, [o.value for o in options]) for name, options in shade.groups()] == [
        ("Common", ["dark", "light"])
    ]


def test_members_of_an_enum_and_terms_become_options():
    with in_language("en"):
        roles = [(option.value, str(option.label)) for option in options_of(Role)]
        purposes = [(option.value, str(option.label)) for option in options_of(frame().purposes)]

    assert roles[0] == ("administrator", "Administrator")
    assert ("resilience", "Resilience") in purposes


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (None, "", ""),
        ("=1", "=1", "=1"),
        (0, "0", "0"),
        (1234567, "1,234,567", "1 234 567"),
        (Decimal("12.50"), "12.5", "12,5"),
        (Money.euros(305_000_000), "€305,000,000", "305 000 000 €"),
        (True, "Yes", "Oui"),
        (date(2026, 3, 1), "1 March 2026", "1er mars 2026"),
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "2 Mar 2026 00:30", "02/03/2026 à 0 h 30"),
    ],
)
def test_a_cell_writes_what_it_holds_as_its_reader_would(value, english, french):
    with in_language("en"):
        assert cell_text(value) == english
    with in_language("fr"):
        assert cell_text(value).replace("\u202f", " ").replace("\u00a0", " ") == french
