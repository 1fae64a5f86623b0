"""What each filter asks of the database, and which rows of memory it keeps."""

from datetime import date

import pytest
import sqlalchemy as sa

from callforprojects.core.tables import (
    BY_VALUE,
    ChoiceFilter,
    Column,
    DayFilter,
    Filter,
    NamedOrder,
    Option,
    TabFilter,
    Table,
    pieces_in,
    words_in,
    words_in_names,
)
from callforprojects.core.tables.in_memory import filtered_and_sorted
from callforprojects.core.text.search_text import search_text

FRUIT = sa.table("fruit", sa.column("name"), sa.column("day"), sa.column("code"))
TABS = TabFilter(
    "tab",
    "Tab",
    lambda: [Option("now", "Now"), Option("past", "Past")],
    where=lambda tab: FRUIT.c.code == tab,
)
TABLE: Table[object] = Table(
    sort="ripe",
    ties=[FRUIT.c.code],
    orders=[
        NamedOrder("ripe", "Ripest", (FRUIT.c.day.desc(),)),
        NamedOrder("name", "Name", (FRUIT.c.name,)),
    ],
    filters=[
        TABS,
        DayFilter("since", "Since", where=lambda day: FRUIT.c.day >= day),
        Filter("q", "Words", where=words_in(FRUIT.c.name)),
    ],
)
IN_MEMORY: Table[tuple[str, int]] = Table(
    sort="name",
    columns=[
        Column("name", "Name", lambda row: row[0], order_by=BY_VALUE),
        Column("weight", "Weight", lambda row: row[1], order_by=BY_VALUE),
    ],
    filters=[
        ChoiceFilter("of", "Of", lambda: [Option("é", "É")], keeps=lambda row, of: of in row[0])
    ],
)


def said(condition):
    return str(condition.compile(compile_kwargs={"literal_binds": True}))


def asked(table, **address):
    return table.state_of({key: [value] for key, value in address.items()})


@pytest.mark.parametrize(
    ("where", "typed", "found"),
    [
        (words_in, "École", {"an ecole", "other"}),
        (words_in, "2", {"number 2"}),
        (words_in, "nothing", set()),
        (words_in, "%", set()),
        (words_in_names, "École", {"an ecole"}),
        (words_in_names, "2", {"number 2"}),
    ],
)
def test_words_are_looked_for_in_what_is_kept(where, typed, found):
    rows = {
        "an ecole": search_text("Grande école", "X-2025"),
        "other": search_text("Autre", "ÉCOLE-3"),
        "number 2": search_text("Projet 2", "Y"),
    }
    engine = sa.create_engine("sqlite://")
    table = sa.Table("rows", sa.MetaData(), sa.Column("key", sa.Text), sa.Column("said", sa.Text))
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"key": k, "said": v} for k, v in rows.items()])
        query = sa.select(table.c.key).where(where(table.c.said)(typed))

        assert set(connection.scalars(query)) == found


def test_pieces_keep_their_signs():
    assert "town-hall@x.example" in said(pieces_in(FRUIT.c.name)("town-hall@x.example"))


def test_pieces_have_no_capitals_whatever_the_database_knows_of_them():
    assert "a@mairie-briançon.fr" in said(pieces_in(FRUIT.c.name)("A@MAIRIE-BRIANÇON.fr"))


def test_a_tab_is_always_open_and_its_first_is_not_said():
    first, other = asked(TABLE, tab="now"), asked(TABLE, tab="past")

    assert [said(each) for each in first.conditions] == ["fruit.code = 'now'"]
    assert [said(each) for each in other.conditions] == ["fruit.code = 'past'"]
    assert (first.query, other.query) == ("", "tab=past")
    assert not other.is_narrowed
    assert other.tags() == []
    assert other.without_filters().query == "tab=past"
    assert first.with_filter("tab", "past") == other
    assert other.conditions_besides(TABS) == []


def test_orders_are_named_and_end_with_what_tells_rows_apart():
    assert [said(each) for each in asked(TABLE).order] == ["fruit.day DESC", "fruit.code"]
    assert [said(each) for each in asked(TABLE, sort="name").order] == ["fruit.name", "fruit.code"]
    assert asked(TABLE, sort="-name").sort == "ripe"
    assert list(TABLE.offered_sorts) == ["ripe", "name"]


def test_a_day_is_a_day_of_the_condition():
    (tab, since) = asked(TABLE, since="2026-03-01").conditions

    assert since.right.value == date(2026, 3, 1)
    assert tab is not since


def test_rows_of_memory_are_sorted_as_those_of_the_database():
    rows = [("Zoo", 1), ("École", None), ("eau", 3), ("", 2)]

    assert [row[0] for row in filtered_and_sorted(rows, asked(IN_MEMORY))] == [
        "eau",
        "École",
        "Zoo",
        "",
    ]
    weights = [row[1] for row in filtered_and_sorted(rows, asked(IN_MEMORY, sort="-weight"))]
    assert weights == [3, 2, 1, None]
    assert filtered_and_sorted([("é", 1), ("b", 2)], asked(IN_MEMORY, of="é")) == [("é", 1)]
