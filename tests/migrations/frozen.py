"""What was filed and what was announced, frozen, whichever table holds it."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa

from callforprojects.core.data.database import db

COLUMNS = {"snapshot", "snapshot_text"}  # JSON, or the text that was hashed


def frozen_rows() -> list[tuple[str, str]]:
    """Every frozen text, in one way of writing it, with the SHA-256 beside it; sorted."""
    known = sa.MetaData()
    found = []
    with db.engine.connect() as connection:
        known.reflect(connection)
        for table in known.tables.values():
            for column in COLUMNS & set(table.columns.keys()):
                rows = sa.select(table.c[column], table.c.sha256).where(table.c.sha256 != "")
                found += [(_written(whole), sha256) for whole, sha256 in connection.execute(rows)]
    return sorted(found)


def _written(whole: Any) -> str:
    content = json.loads(whole) if isinstance(whole, str) else whole
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def hash_as_made(text: str) -> str:
    """The SHA-256 of a frozen text, by the rule that it was made with, whatever the program does."""
    canonical = json.dumps(
        json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
