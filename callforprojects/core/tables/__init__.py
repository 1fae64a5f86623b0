"""Lists that can be sorted, narrowed and looked at by chosen columns: what their address says."""

from callforprojects.core.tables.columns import (
    BY_VALUE as BY_VALUE,
    Column as Column,
    NamedOrder as NamedOrder,
    SortOrder as SortOrder,
    action_column as action_column,
    cell_text as cell_text,
    number_column as number_column,
    text_column as text_column,
)
from callforprojects.core.tables.filters import (
    LONGEST_SEARCH as LONGEST_SEARCH,
    ChoiceFilter as ChoiceFilter,
    DayFilter as DayFilter,
    Filter as Filter,
    Option as Option,
    TabFilter as TabFilter,
    options_of as options_of,
    pieces_in as pieces_in,
    words_in as words_in,
    words_in_names as words_in_names,
)
from callforprojects.core.tables.state import Table as Table, TableState as TableState
