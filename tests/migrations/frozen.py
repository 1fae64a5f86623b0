"""What was filed and what was announced, frozen, whichever table holds it."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa

from callforprojects.core.data.database import db

COLUMNS = {"snapshot", "snapshot_text"}  # JSON, or the text that was hashed


def frozen_rows() -> list[tuple[str, str]]:
    """Every frozen text, as it was hashed, with the SHA-256 beside it; sorted."""
    known = sa.MetaData()
    found = []
    with db.engine.connect() as connection:
        known.reflect(connection)
        for table in known.tables.values():
            for column in COLUMNS & set(table.columns.keys()):
                rows = sa.select(table.c[column], table.c.sha256).where(table.c.sha256 != "")
                found += [(_as_hashed(whole), sha256) for whole, sha256 in connection.execute(rows)]
    return sorted(found)


def _as_hashed(whole: Any) -> str:
    """A text as it is; JSON in the form that was hashed, whatever the program does now."""
    if isinstance(whole, str):
        return whole
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of_text(text: str) -> str:
    """The SHA-256 of a frozen text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
