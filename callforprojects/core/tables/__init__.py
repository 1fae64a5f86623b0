"""Lists that can be sorted, narrowed and looked at by chosen columns: what their address says."""

from callforprojects.core.tables.columns import Column, Way, figures, heading, written
from callforprojects.core.tables.filters import (
    LONGEST_SEARCH,
    ChoiceFilter,
    DayFilter,
    Filter,
    Option,
    options_of,
)
from callforprojects.core.tables.state import Table, TableState

__all__ = [
    "LONGEST_SEARCH",
    "ChoiceFilter",
    "Column",
    "DayFilter",
    "Filter",
    "Option",
    "Table",
    "TableState",
    "Way",
    "figures",
    "heading",
    "options_of",
    "written",
]
