"""Lists that can be sorted, narrowed and looked at by chosen columns: what their address says."""

from callforprojects.core.tables.columns import BY_VALUE as BY_VALUE
from callforprojects.core.tables.columns import Column as Column
from callforprojects.core.tables.columns import NamedOrder as NamedOrder
from callforprojects.core.tables.columns import SortOrder as SortOrder
from callforprojects.core.tables.columns import action_column as action_column
from callforprojects.core.tables.columns import number_column as number_column
from callforprojects.core.tables.columns import text_column as text_column
from callforprojects.core.tables.columns import to_display as to_display
from callforprojects.core.tables.filters import LONGEST_SEARCH as LONGEST_SEARCH
from callforprojects.core.tables.filters import ChoiceFilter as ChoiceFilter
from callforprojects.core.tables.filters import DayFilter as DayFilter
from callforprojects.core.tables.filters import Filter as Filter
from callforprojects.core.tables.filters import Option as Option
from callforprojects.core.tables.filters import TabFilter as TabFilter
from callforprojects.core.tables.filters import options_of as options_of
from callforprojects.core.tables.filters import pieces_in as pieces_in
from callforprojects.core.tables.filters import words_in as words_in
from callforprojects.core.tables.filters import words_in_names as words_in_names
from callforprojects.core.tables.state import Table as Table
from callforprojects.core.tables.state import TableState as TableState
