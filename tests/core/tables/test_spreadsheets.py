"""The files for a spreadsheet, read back: what they hold, and that nothing in them runs."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import methodcaller

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from callforprojects.core.data.money import Money
from callforprojects.core.tables import Column
from callforprojects.core.tables.spreadsheets import (
    FileFormat,
    Spreadsheet,
    csv_of,
    file_name,
    xlsx_of,
)
from callforprojects.core.text.i18n import in_language

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]

KEYS = ("name", "money", "marks", "mean", "day", "at", "is_in")
FULL = {
    "name": "L’été à Évry, 100 %; « oui »",
    "money": Money.euros("1234567.50"),
    "marks": 1200,
    "mean": Decimal("66.67"),
    "day": date(2026, 3, 1),
    "at": datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
    "is_in": True,
}
RUNS = ["=1+1", "+33 6", "-2", "@SUM(A1)", "\tA", "\rA", "\nA", "＝1", '=HYPERLINK("http://x")']
CUT_AT = [",", ";", "|", "\t", "\r", "\n", ", ", ',"', ";\u00a0"]


def sheet_of(rows, keys=KEYS, name="Applications / all [2026]: 'final'"):
    columns = [Column(key=key, label=key.title(), value=methodcaller("get", key)) for key in keys]
    return Spreadsheet(name=[name], columns=columns, rows=rows)


def csv_rows(sheet, delimiter=";"):
    content = csv_of(sheet).read()
    assert content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=delimiter))


def xlsx_rows(sheet):
    book = CalamineWorkbook.from_filelike(xlsx_of(sheet))
    return book.get_sheet_by_index(0).to_python()


def xlsx_part(sheet, part):
    with zipfile.ZipFile(xlsx_of(sheet)) as archive:
        return archive.read(part).decode()


def test_a_csv_is_what_a_french_spreadsheet_opens():
    headings, row, empty = csv_rows(sheet_of([FULL, {}]))

    assert headings == ["Name", "Money", "Marks", "Mean", "Day", "At", "Is_In"]
    assert row == [
        "L’été à Évry, 100 %; « oui »", "1234567,50", "1200", "66,67", "01/03/2026",
        "02/03/2026 00:30", "Oui",
    ]  # fmt: skip
    assert empty == [""] * 7


def test_a_csv_in_english_has_commas_and_points():
    with in_language("en"):
        headings, row = csv_rows(sheet_of([FULL]), delimiter=",")

    assert headings == ["Name", "Money", "Marks", "Mean", "Day", "At", "Is_In"]
    assert row == [
        "L’été à Évry, 100 %; « oui »", "1234567.50", "1200", "66.67", "01/03/2026",
        "02/03/2026 00:30", "Yes",
    ]  # fmt: skip


def test_an_xlsx_holds_numbers_and_dates():
    headings, row, *_ = xlsx_rows(sheet_of([FULL, {}]))

    assert headings == ["Name", "Money", "Marks", "Mean", "Day", "At", "Is_In"]
    assert row == [
        "L’été à Évry, 100 %; « oui »", 1234567.5, 1200, 66.67, date(2026, 3, 1),
        datetime(2026, 3, 2, 0, 30), "Oui",  # noqa: DTZ001  # a cell has no zone
    ]  # fmt: skip


@pytest.mark.parametrize("text", RUNS)
def test_nothing_runs(text):
    sheet = sheet_of([{"name": text}], ("name",))

    assert csv_rows(sheet)[1] == [f"'{text}"]
    assert xlsx_rows(sheet)[1] == [text]
    assert "<f>" not in xlsx_part(sheet, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in xlsx_part(sheet, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("separator", CUT_AT)
@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_nothing_runs_where_a_spreadsheet_cuts_a_cell(separator, sign):
    sheet = sheet_of([{"name": f"Ville{separator}{sign}cmd|'/C calc'!A0"}], ("name",))

    content = csv_of(sheet).read().decode("utf-8-sig")

    cells = [cell.strip(' "\u00a0') for cell in re.split(r"[,;|\t\r\n]", content)]
    assert not any(cell.startswith(sign) for cell in cells)


def test_a_text_without_formula_is_as_it_was_to_display():
    text = "Évry, Courcouronnes ; 12,5 %\n\nsuite\tfin, e-mail : a@b.fr – 3 = 3"

    assert csv_rows(sheet_of([{"name": text}], ("name",)))[1] == [text]


@pytest.mark.parametrize("sign", "=+-@")
def test_a_heading_is_as_harmless_as_a_cell(sign):
    column = Column(key="a", label=f"{sign}cmd", value=str)

    assert csv_rows(Spreadsheet(name=["Liste"], columns=[column], rows=[]))[0] == [f"'{sign}cmd"]


def test_a_number_below_zero_stays_a_number():
    sheet = sheet_of([{"money": Money.euros(-5)}], ("money",))

    assert csv_rows(sheet)[1] == ["-5,00"]
    assert xlsx_rows(sheet)[1] == [-5]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_headings_stay_in_sight_and_filter(count):
    page = xlsx_part(sheet_of([FULL] * count), "xl/worksheets/sheet1.xml")

    assert 'state="frozen"' in page
    assert 'ySplit="1"' in page
    assert f'<autoFilter ref="A1:G{count + 1}"/>' in page


def test_the_name_of_a_sheet_has_nothing_that_a_spreadsheet_refuses():
    book = CalamineWorkbook.from_filelike(xlsx_of(sheet_of([])))

    assert book.sheet_names == ["Applications   all  2026    fin"]


def test_a_text_longer_than_a_cell_is_cut():
    assert len(xlsx_rows(sheet_of([{"name": "é" * 40_000}], ("name",)))[1][0]) == 32_767


def test_amounts_and_dates_are_written_as_here():
    styles = xlsx_part(sheet_of([FULL]), "xl/styles.xml")

    assert "€" in styles
    assert "dd/mm/yyyy hh:mm" in styles
    with in_language("en"):
        assert "d mmm yyyy" in xlsx_part(sheet_of([FULL]), "xl/styles.xml")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["Candidatures", "DVD-2026"], "Candidatures-DVD-2026-2026-11-23.csv"),
        (["Résultats de l’appel", "Été/2026"], "Resultats-de-l-appel-Ete-2026-2026-11-23.csv"),
        (["../../etc", 'a"b\r\nX: 1'], "etc-a-b-X-1-2026-11-23.csv"),
        (["«»", ""], "2026-11-23.csv"),
    ],
)
def test_a_file_is_named_in_plain_letters_with_the_day_in_paris(parts, name):
    with time_machine.travel(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), tick=False):
        assert file_name(parts, FileFormat.CSV) == name
