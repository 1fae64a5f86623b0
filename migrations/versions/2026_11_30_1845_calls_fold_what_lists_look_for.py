"""what lists look for and sort by: applications, people, jurors; calls and organisations anew

Revision ID: 4d8f61b0c2a9
Revises: b7e15c0d93f4
Created: 2026-11-30 18:45:00.000000
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import op

revision = "4d8f61b0c2a9"
down_revision = "b7e15c0d93f4"
branch_labels = None
depends_on = None

AT_ONCE = 1000
NEW = {
    "application": ("title", "reference"),
    "user": ("last_name", "first_name", "email", "closed_at"),
    "juror": ("full_name", "employer", "email"),
}
OLD = {
    "call": ("title", "summary", "reference"),
    "organisation": ("name", "aliases", "siren"),
}
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
LONG_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
SPELT = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‐": "-", "‑": "-"})
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ÿ": "y"})


def upgrade() -> None:
    for table in NEW:
        op.add_column(table, sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
    for table, columns in {**NEW, **OLD}.items():
        _collate(table, ' COLLATE "C"')
        _write(table, columns, _search_text)
    _without_default()


def downgrade() -> None:
    """The former texts are made again from the same columns."""
    for table in NEW:
        op.drop_column(table, "search_text")
    for table in OLD:
        _collate(table, ' COLLATE "default"')
    _write("call", OLD["call"], _folded_before)
    _write("organisation", OLD["organisation"], _normalised_before)


def _collate(table: str, collation: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f'ALTER TABLE "{table}" ALTER COLUMN search_text TYPE TEXT{collation}')


def _without_default() -> None:
    """SQLite would copy the tables for that, and the program always writes the column."""
    if op.get_bind().dialect.name == "postgresql":
        for table in NEW:
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN search_text DROP DEFAULT')


def _write(table: str, columns: tuple[str, ...], text_of: Callable[..., str]) -> None:
    named = sa.table(
        table, sa.column("id", sa.Uuid()), sa.column("search_text"), *map(sa.column, columns)
    )
    statement = (
        sa.update(named)
        .where(named.c.id == sa.bindparam("of"))
        .values(search_text=sa.bindparam("text"))
    )
    for rows in _rows(named, columns):
        made = [{"of": row.id, "text": text_of(*_parts(table, row[1:]))} for row in rows]
        op.get_bind().execute(statement, made)


def _parts(table: str, values: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The name of a person is in two columns; the address of a closed account says nothing."""
    if table != "user":
        return values
    last_name, first_name, email, closed_at = values
    return f"{last_name} {first_name}", "" if closed_at else email


def _rows(named: sa.TableClause, columns: tuple[str, ...]) -> Iterator[list[sa.Row]]:
    """A thousand at a time, in the order of their identifiers."""
    query = sa.select(named.c.id, *(named.c[each] for each in columns)).order_by(named.c.id)
    last = None
    while True:
        after = query if last is None else query.where(named.c.id > last)
        rows = list(op.get_bind().execute(after.limit(AT_ONCE)))
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _search_text(*parts: str | None) -> str:
    """As core/text/search_text.py makes it at this revision."""
    joined = " \n ".join(_folded(part or "") for part in parts)
    return f" {joined} "


def _folded(text: str) -> str:
    letters = text.casefold()
    if not letters.isascii():
        spelled = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
        bare = unicodedata.normalize("NFKD", spelled)
        letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = re.sub(r"[\W_]+", " ", letters).split()
    return " ".join(LONG_FORMS.get(word, word) for word in words)


def _folded_before(title: str, summary: str, reference: str) -> str:
    text = f"{title} {summary} {reference}".casefold().translate(SPELT)
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(s for s in decomposed if not unicodedata.combining(s)).split())


def _normalised_before(*parts: str | None) -> str:
    letters = " ".join(part or "" for part in parts).lower()
    if not letters.isascii():
        bare = unicodedata.normalize("NFKD", letters.translate(LIGATURES))
        letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", " ", letters).split()
    return " ".join(LONG_FORMS.get(word, word) for word in words)
