"""Rows kept in memory, table by table, and written together."""

import uuid
from collections import defaultdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.core.data.database import Model
from callforprojects.core.data.identifiers import uuid7


class Writer:
    """Collects rows in the order in which their tables need each other."""

    def __init__(self, connection: sa.Connection, at: datetime) -> None:
        self.connection = connection
        self.at = at
        self.rows: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: type[Model], **values: Any) -> dict[str, Any]:
        """Keep one row; what the model has a default for may be left out of all rows alike."""
        row = {"id": uuid7(), "created_at": self.at, "updated_at": self.at, **values}
        self.rows[table].append(row)
        return row

    def act(self, verb: str, application_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
        """Keep one row of activity about an application."""
        self.add(
            Activity,
            at=self.at,
            verb=verb,
            actor_id=actor_id,
            subject_kind="application",
            subject_id=application_id,
            details={},
        )

    def flush(self) -> None:
        """Write what is kept, tables in the order of their foreign keys."""
        for table in sorted(self.rows, key=_place):
            self.connection.execute(sa.insert(table), self.rows[table])
        self.rows.clear()


def _place(table: type[Model]) -> int:
    ordered = table.metadata.sorted_tables
    return next(place for place, found in enumerate(ordered) if found is table.__table__)
