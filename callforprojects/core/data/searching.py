"""Tables whose lists are searched and sorted: a column that the program keeps, the same everywhere.

An index or a sort of it needs no function and no collation of the database (decision 0044).
"""

from typing import TYPE_CHECKING

from sqlalchemy import Text, event
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.text.search_text import search_text

if TYPE_CHECKING:
    from collections.abc import Sequence

# Letters sort by their code on both databases, so that a prefix is a range of the index.
PLAIN_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class Searchable:
    """A table with `search_text`: the folded name of the row, then what else finds it."""

    search_text: Mapped[str] = mapped_column(PLAIN_TEXT, default="")
    if TYPE_CHECKING:  # each table says it

        @property
        def search_parts(self) -> Sequence[str | None]:
            """The name by which the row is sorted, then what else finds it."""


@event.listens_for(Searchable, "before_insert", propagate=True)
@event.listens_for(Searchable, "before_update", propagate=True)
def _write_search_text(_mapper: object, _connection: object, row: Searchable) -> None:
    """Whoever writes the row through the model, it can be found (the price in decision 0044)."""
    row.search_text = search_text(*row.search_parts)
