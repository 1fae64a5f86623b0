"""Reading the sealed activity again: the first place where it does not hold, in words.

Who can write in the database, and has not the key, leaves a trace that is found here, unless all
that is found is an older state, end included, put back. That, and the other chain that whoever has
the key can make, only a hash noted elsewhere tells (`expected`, `noted_hash`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from callforprojects.activity.chain import HEAD_ID, ROWS, is_signed, row_hash
from callforprojects.activity.models import FIRST_LINK, ActivityHead
from callforprojects.core.data import formats
from callforprojects.core.data.database import READ_ONLY, db
from callforprojects.core.data.feature import features
from callforprojects.core.data.people import IS_ANYBODY_THERE
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

BATCH = 200
_HEADS = ActivityHead.metadata.tables[ActivityHead.__tablename__]


@dataclass(frozen=True, slots=True)
class Touched:
    """The first place where the chain does not hold, and what happened there."""

    sequence: int
    row_id: UUID | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the chain again has given: how many rows hold, and the first that does not."""

    count: int
    last_hash: str
    touched: Touched | None


def verify(expected: str | None = None) -> Verification:
    """Read the whole chain again, from what is committed, a few rows in memory at a time.

    `expected` is a hash that the chain once ended with, in hexadecimal, as noted elsewhere: it must
    still be in it.
    """
    ends = sa.select(_HEADS).where(_HEADS.c.id == HEAD_ID)
    sealed = sa.select(ROWS).where(ROWS.c.sequence.is_not(None)).order_by(ROWS.c.sequence)
    with _snapshot() as connection:
        head = connection.execute(ends).one_or_none()
        if head is None:
            return _without_head(connection, expected)
        reader = _Reader(head.keyed_from, expected)
        with connection.execute(sealed) as rows:
            found = reader.read(rows)
        if found.touched is None:
            found = _with_end(found, head, connection)
        if found.touched is None and not reader.has_met:
            found = _touched(found, _unexpected(expected))
    return found


@contextmanager
def _snapshot() -> Iterator[sa.Connection]:
    """A connection of its own that sees one instant: a writer at work makes no difference."""
    options: dict[str, Any] = {READ_ONLY: True, "yield_per": BATCH}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with db.engine.connect() as connection:
        yield connection.execution_options(**options)


class _Reader:
    """Follows the chain until it breaks, and looks for a hash on the way."""

    def __init__(self, keyed_from: int | None, expected: str | None) -> None:
        self.keyed_from = keyed_from
        self.expected = expected
        self.has_met = expected is None or expected == FIRST_LINK

    def read(self, rows: Iterable[sa.Row[Any]]) -> Verification:
        count, previous = 0, FIRST_LINK
        for row in rows:
            sentence = self._fault(row, count + 1, previous)
            if sentence is not None:
                missing = row.sequence != count + 1
                touched = Touched(count + 1, None if missing else row.id, sentence)
                return Verification(count, previous, touched)
            count, previous = count + 1, row.hash
            self.has_met = self.has_met or row.hash == self.expected
        return Verification(count, previous, None)

    def _fault(self, row: sa.Row[Any], number: int, previous: str) -> Sentence | None:
        """What is wrong with a row that should have this number, after the hash `previous`."""
        is_keyed = self.keyed_from is not None and number >= self.keyed_from
        key = settings().activity_key if is_keyed else None
        if row.sequence != number:
            return _("Row %(sequence)s was removed.", sequence=number)
        if row.previous_hash is None or row_hash(row, row.previous_hash, key=key) != row.hash:
            return _("Row %(sequence)s was changed after it was sealed.", sequence=number)
        if row.previous_hash != previous:
            return _(
                "Row %(sequence)s does not follow the one before it: a row was inserted, removed "
                "or moved here.",
                sequence=number,
            )
        return None


def _without_head(connection: sa.Connection, expected: str | None) -> Verification:
    """Nothing was ever written, or nothing says where the chain ends any more."""
    nothing = Verification(0, FIRST_LINK, None)
    if connection.scalar(sa.select(sa.exists().select_from(ROWS))):
        return _touched(nothing, _("The end of the chain was removed."))
    if connection.scalar(IS_ANYBODY_THERE):
        sentence = _("The journal is empty, and yet people have accounts: it was emptied.")
        return _touched(nothing, sentence)
    return nothing if expected in {None, FIRST_LINK} else _touched(nothing, _unexpected(expected))


def _with_end(found: Verification, head: sa.Row[Any], connection: sa.Connection) -> Verification:
    """The same, with what is wrong beyond the last row that holds, if anything is."""
    for sentence in _faults_of_the_end(found, head, connection):
        if sentence is not None:
            return _touched(found, sentence)
    return found


def _faults_of_the_end(
    found: Verification, head: sa.Row[Any], connection: sa.Connection
) -> Iterator[Sentence | None]:
    yield _fault_of_the_head(found, head)
    yield _fault_of_unsealed_rows(connection)
    for feature in features():
        if feature.check_journal is not None:
            yield feature.check_journal(connection)


def _fault_of_the_head(found: Verification, head: sa.Row[Any]) -> Sentence | None:
    if (found.count, found.last_hash) != (head.sequence, head.hash):
        return _cut(found)
    if head.keyed_from is None:
        return _("The journal is not under the key: it was rewritten by somebody without it.")
    if not is_signed(head, key=settings().activity_key):
        return _(
            "The end of the chain was rewritten, or this program has not the key that signed it."
        )
    if head.touched_at is not None:
        return _(
            "The end of the chain was rewritten, or signed with another key, before %(date)s.",
            date=formats.instant(head.touched_at),
        )
    return None


def _cut(found: Verification) -> Sentence:
    return _(
        "The chain does not end where it should: rows were removed or added after row "
        "%(sequence)s.",
        sequence=found.count,
    )


def _fault_of_unsealed_rows(connection: sa.Connection) -> Sentence | None:
    """The program seals what it writes in the same transaction: nothing waits."""
    if connection.scalar(sa.select(sa.exists().where(ROWS.c.sequence.is_(None)))):
        return _("A row that is not sealed was added, or taken out of the chain.")
    return None


def _touched(found: Verification, sentence: Sentence) -> Verification:
    return replace(found, touched=Touched(found.count + 1, None, sentence))


def _unexpected(expected: str | None) -> Sentence:
    return _(
        "The chain never ended with the hash expected, noted earlier: %(hash)s. It was put back to "
        "an older state, or written anew.",
        hash=expected,
    )
