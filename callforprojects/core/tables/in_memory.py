"""Lists whose rows are all in memory, narrowed and sorted as those of the database are."""

from collections.abc import Iterable
from typing import Any

from callforprojects.core.tables.columns import Row
from callforprojects.core.tables.state import TableState
from callforprojects.core.text.search_text import folded


def filtered_and_sorted(rows: Iterable[Row], state: TableState) -> list[Row]:
    """Those that the filters keep (`Filter.keeps`), in the order that the address asks."""
    narrowing = [
        table_filter
        for table_filter in state.table.filters
        if table_filter.keeps and table_filter.key in state.filters
    ]
    kept = [
        row
        for row in rows
        if all(table_filter.keeps(row, state.text(table_filter.key)) for table_filter in narrowing)  # type: ignore[misc]  # it has one
    ]
    column = state.table.column(state.sort_key)
    if column is None:
        return kept
    known = [row for row in kept if column.value(row) not in {None, ""}]
    unknown = [row for row in kept if column.value(row) in {None, ""}]
    known.sort(key=lambda row: _in_order(column.value(row)), reverse=state.is_descending)
    return known + unknown


def _in_order(value: Any) -> Any:  # noqa: ANN401  # whatever a cell holds
    """Numbers by size, words as `search_text` sorts them."""
    return folded(value) if isinstance(value, str) else value
