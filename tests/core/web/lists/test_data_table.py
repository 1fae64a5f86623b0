"""The data table in each of its states, as its reader meets it."""

from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from flask import render_template_string

from callforprojects.core.data.money import Money
from callforprojects.core.tables import (
    BY_VALUE,
    ChoiceFilter,
    Column,
    DayFilter,
    Filter,
    Option,
    Table,
    number_column,
    text_column,
)
from callforprojects.core.tables.pagination import Page as Rows
from callforprojects.core.text.i18n import in_language
from tests.page import fields_of, parse, visible

pytestmark = pytest.mark.unit

LONG = "Réhabiliter l’îlot " + "mot " * 45
TABLE: Table[SimpleNamespace] = Table(
    sort="name",
    columns=[
        text_column("name", "Name", lambda row: row.name, order_by=BY_VALUE, is_heading=True),
        number_column("amount", "Amount", lambda row: row.amount, order_by=BY_VALUE),
        Column("note", "Note", lambda row: row.note),
        Column("code", "Code", lambda row: row.code, is_extra=True),
    ],
    filters=[
        Filter("q", "Words"),
        ChoiceFilter(
            "kind", "Kind",
            lambda: [Option("a", "First", "Group"), Option("b", "Second", "Group")],
        ),
        DayFilter("since", "Since"),
    ],
)  # fmt: skip
TEMPLATE = """<!doctype html><html lang="en"><head><title>x</title></head><body>
{% from "_components/data_table.html" import data_table, data_table_assets %}
{% macro note(row) -%}<em>{{ row.note }}</em>{%- endmacro %}
{% macro look(row) -%}{{ "is-chosen" if row.code == "chosen" else "" }}{%- endmacro %}
{% macro line(row) -%}{% if row.code == "beyond" %}<tr><td colspan="3">The line</td></tr>{% endif %}{%- endmacro %}
{% call data_table(table, page, "Fruits", cells={"note": note} if with_cells else {}, totals=totals,
                   download="/get?of=1", row_class=look, before=line) %}Nothing is there yet.{% endcall %}
</body></html>"""


def row(number, code="1"):
    return SimpleNamespace(name=f"Fruit {number}", amount=Money.euros(number), note="", code=code)


def shown(app, rows, query="", *, total=None, totals=None, with_cells=False, language="en"):
    """The component as the page `/list?query` shows it."""
    state = TABLE.state_of(parse_qs(query))
    page = Rows(rows, state.page, 50, len(rows) if total is None else total)
    with app.test_request_context(f"/list?{query}"), in_language(language):
        html = render_template_string(
            TEMPLATE, table=state, page=page, totals=totals or {}, with_cells=with_cells
        )
    return parse(html)


def links(tree):
    return {visible(link): link.get("href") for link in tree.iter("a")}


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [(1, 1, "1 result"), (3, 3, "3 results"), (50, 10_000, "10,000 results")],
)
def test_it_says_how_many(app_without_database, count, total, words):
    tree = shown(app_without_database, [row(n) for n in range(count)], total=total)

    assert words in visible(tree)
    assert len(list(tree.iter("th"))) == 3 + count
    assert ("1 to 50 of 10,000" in visible(tree)) is (total > count)


def test_nothing_yet_is_not_nothing_found(app_without_database):
    nothing = shown(app_without_database, [])
    assert visible(nothing) == "Nothing is there yet."
    assert not list(nothing.iter("form"))

    unfound = shown(app_without_database, [], "q=zzz&sort=-amount")
    assert "Nothing matches these filters." in visible(unfound)
    assert links(unfound)["Clear the filters"] == "/list?sort=-amount"
    assert "/get" not in str(links(unfound).values())


def test_a_page_that_does_not_exist_leads_back(app_without_database):
    tree = shown(app_without_database, [], "page=9&q=a", total=3)

    assert "The list ends before this page." in visible(tree)
    assert links(tree)["Go to its first page"] == "/list?q=a"


def test_headings_sort_are_named_by_their_column_and_say_how_it_is_sorted(app_without_database):
    tree = shown(app_without_database, [row(1)], "sort=-amount&q=fruit")

    name, amount, note = [cell for cell in tree.iter("th") if cell.get("scope") == "col"]
    assert (name.get("aria-sort"), amount.get("aria-sort"), note.get("aria-sort")) == (
        "none", "descending", None,
    )  # fmt: skip
    assert links(tree)["Name"] == "/list?q=fruit"
    assert links(tree)["Amount"] == "/list?q=fruit&sort=amount"
    assert [link.get("aria-describedby") for link in name.iter("a")] == ["sort-help"]
    assert not list(note.iter("a"))
    assert shown(app_without_database, [row(1)]).find(".//th[@aria-sort='ascending']") is not None


def test_the_filters_stand_in_the_form_and_as_tags(app_without_database):
    tree = shown(app_without_database, [row(1)], "q=fruit&kind=b&since=2026-03-01&columns=code")
    form = next(form for form in tree.iter("form") if form.get("role") == "search")

    assert fields_of(form).to_dict(flat=False) == {
        "q": ["fruit"], "kind": ["b"], "since": ["2026-03-01"], "sort": [""],
        "columns": ["name", "code"],
    }  # fmt: skip
    assert links(tree)["Take this filter away: Kind: Second"] == (
        "/list?q=fruit&since=2026-03-01&columns=name&columns=code"
    )
    assert "Since: 1 March 2026" in visible(tree)


def test_the_columns_are_chosen_without_losing_the_rest(app_without_database):
    tree = shown(app_without_database, [row(1)], "q=fruit&sort=-amount&page=1&columns=code")
    form = next(form for form in tree.iter("form") if form.get("role") != "search")

    assert fields_of(form).to_dict(flat=False) == {
        "columns": ["name", "code"], "q": ["fruit"], "sort": ["-amount"],
    }  # fmt: skip
    assert [visible(cell) for cell in tree.iter("td")] == ["1"]


def test_the_downloads_ask_for_the_same_list(app_without_database):
    tree = shown(app_without_database, [row(1)], "q=a+b&page=2", total=60)

    assert links(tree)["Download the list: CSV"] == "/get?of=1&q=a+b&format=csv"
    assert links(tree)["Download the list: XLSX"] == "/get?of=1&q=a+b&format=xlsx"


def test_an_empty_cell_has_no_label_on_a_phone(app_without_database):
    full, empty = shown(app_without_database, [row(1)]).iter("td")

    assert (full.get("data-label"), full.get("class")) == ("Amount", "number")
    assert (empty.get("data-label"), empty.get("class")) == (None, "is-empty")


def test_what_people_wrote_is_escaped_and_keeps_its_direction(app_without_database):
    one = row(1)
    one.name, one.note = "<script>שלום</script>", "a & b"
    tree = shown(app_without_database, [one], with_cells=True)

    assert [visible(words) for words in tree.iter("bdi")] == ["<script>שלום</script>"]
    assert [visible(words) for words in tree.iter("em")] == ["a & b"]


def test_rows_can_be_marked_and_parted(app_without_database):
    tree = shown(app_without_database, [row(0, "chosen"), row(1, "beyond")])
    rows = list(tree.iter("tr"))

    assert [each.get("class") for each in rows] == [None, "is-chosen", None, ""]
    assert visible(rows[2]) == "The line"


def test_totals_stand_under_their_column(app_without_database):
    tree = shown(app_without_database, [row(1)], totals={"amount": Money.euros(305_000_000)})

    foot = next(tree.iter("tfoot"))
    assert [visible(cell) for cell in foot.iter() if cell.tag in {"th", "td"}] == [
        "Total", "€305,000,000", "",
    ]  # fmt: skip


def test_a_long_title_is_whole(app_without_database):
    one = row(1)
    one.name = LONG

    assert LONG.strip() in visible(shown(app_without_database, [one]))


def test_it_speaks_french(app_without_database):
    words = visible(
        shown(app_without_database, [row(1)], "q=fruit&kind=a", total=10_000, language="fr")
    )

    for said in ("10 000 résultats", "Effacer les filtres", "Colonnes", "Trier par", "Suivant"):
        assert said in words.replace("\u00a0", " ").replace("\u202f", " "), said
