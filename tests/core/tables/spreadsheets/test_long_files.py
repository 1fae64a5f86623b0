"""A file of ten thousand rows is not kept in memory: it is as long as the list, the process is not."""

import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import methodcaller
from typing import Any, BinaryIO

import pytest

from callforprojects.core.data.money import Money
from callforprojects.core.tables import Column
from callforprojects.core.tables.spreadsheets import Spreadsheet, csv_of, xlsx_of

pytestmark = [
    pytest.mark.usefixtures("one_engine"),
    pytest.mark.usefixtures("app_without_database"),
]

ROW = {
    "money": Money.euros("1234567.50"),
    "marks": 1200,
    "mean": Decimal("66.67"),
    "day": date(2026, 3, 1),
    "at": datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
    "is_in": True,
}


@pytest.mark.parametrize(("make", "most"), [(csv_of, 5_000_000), (xlsx_of, 9_000_000)])
def test_ten_thousand_rows_are_not_kept_in_memory(
    make: Callable[[Spreadsheet], BinaryIO], most: int
) -> None:
    columns: list[Column[dict[str, Any]]] = [
        Column(key, key.title(), methodcaller("get", key)) for key in ("name", *ROW)
    ]
    rows = ({**ROW, "name": f"Project {number} " + "x" * 200} for number in range(10_000))
    tracemalloc.start()

    content = make(Spreadsheet(name=["Applications"], columns=columns, rows=rows))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert content.read(2)
    assert peak < most
