"""The hash chain of the activity: sealing new rows, and finding the first one that was touched.

Each sealed row carries the SHA-256 of all its facts and of the hash of the row before it; whoever
changes, removes, inserts or moves a row breaks the chain at that place. Writers never wait for
it: they insert unsealed rows, and one sealer at a time numbers them afterwards.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from callforprojects.activity.models import FIRST_LINK, Activity, ActivityHead
from callforprojects.core.database import READ_ONLY, db
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _

BATCH = 200
_LOCK = 0x4143_5449  # any number, the same for all sealers
_ROWS = Activity.metadata.tables[Activity.__tablename__]
_HEAD_ID = uuid.UUID(int=1)


@dataclass(frozen=True, slots=True)
class Touched:
    """The first row where the chain does not hold: its place, and what happened to it."""

    sequence: int
    row_id: uuid.UUID | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the chain again has given: how many rows hold, and the first that does not."""

    count: int
    last_hash: str
    touched: Touched | None


def seal_batch(limit: int = BATCH) -> int:
    """Seal the oldest unsealed rows, `limit` at most, and say how many.

    The caller's transaction must be short and do nothing else. A second sealer waits for the
    first: SQLite has one writer at a time, PostgreSQL gets a lock held until the commit. A row
    that arrives late, with an earlier `at`, is sealed after those already sealed: `sequence` is
    the order of the chain.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    unsealed = sa.select(_ROWS).where(_ROWS.c.sequence.is_(None)).order_by(_ROWS.c.at, _ROWS.c.id)
    rows = db.session.execute(unsealed.limit(limit)).all()
    if not rows:
        return 0
    head = db.session.get(ActivityHead, _HEAD_ID, populate_existing=True) or _first_head()
    for row in rows:
        previous, head.sequence = head.hash, head.sequence + 1
        head.hash = row_hash(row, previous)
        values = {"sequence": head.sequence, "previous_hash": previous, "hash": head.hash}
        db.session.execute(
            sa.update(_ROWS).where(_ROWS.c.id == row.id).values(**values, updated_at=row.updated_at)
        )
    return len(rows)


def _first_head() -> ActivityHead:
    head = ActivityHead(id=_HEAD_ID, sequence=0, hash=FIRST_LINK)
    db.session.add(head)
    return head


def row_hash(row: sa.Row[Any], previous: str) -> str:
    """The SHA-256, in hexadecimal, of a row's facts and of the hash before it.

    The facts are a canonical JSON: sorted keys, no spaces, instants in UTC to the microsecond.
    The sequence is not among them: a row's place is what the hash before it says.
    """
    facts = {
        "id": str(row.id),
        "created_at": _instant(row.created_at),
        "at": _instant(row.at),
        "verb": row.verb,
        "actor_id": None if row.actor_id is None else str(row.actor_id),
        "subject_kind": row.subject_kind,
        "subject_id": str(row.subject_id),
        "details": row.details,
        "previous_hash": previous,
    }
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def verify() -> Verification:
    """Read the whole chain again, from what is committed, a few rows in memory at a time."""
    ends = sa.select(ActivityHead.sequence, ActivityHead.hash).where(ActivityHead.id == _HEAD_ID)
    sealed = sa.select(_ROWS).where(_ROWS.c.sequence.is_not(None)).order_by(_ROWS.c.sequence)
    with _snapshot() as connection:
        head = connection.execute(ends).one_or_none()
        with connection.execute(sealed) as rows:
            found = _first_touched(rows)
    if found.touched is None and (found.count, found.last_hash) != _end(head):
        return _with_end_missing(found)
    return found


@contextmanager
def _snapshot() -> Iterator[sa.Connection]:
    """A connection of its own that sees one instant: a sealer at work makes no difference."""
    options: dict[str, Any] = {READ_ONLY: True, "yield_per": BATCH}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with db.engine.connect() as connection:
        yield connection.execution_options(**options)


def _end(head: sa.Row[*tuple[Any, ...]] | None) -> tuple[int, str]:
    return (0, FIRST_LINK) if head is None else (head.sequence, head.hash)


def _with_end_missing(found: Verification) -> Verification:
    sequence = found.count + 1
    sentence = _(
        "The chain does not end where it should: rows were removed or added after row "
        "%(sequence)s.",
        sequence=found.count,
    )
    return Verification(found.count, found.last_hash, Touched(sequence, None, sentence))


def _first_touched(rows: Iterable[sa.Row[Any]]) -> Verification:
    """Follow the chain until it breaks."""
    count, previous = 0, FIRST_LINK
    for row in rows:
        sentence = _fault(row, count + 1, previous)
        if sentence is not None:
            missing = row.sequence != count + 1
            touched = Touched(count + 1, None if missing else row.id, sentence)
            return Verification(count, previous, touched)
        count, previous = count + 1, row.hash
    return Verification(count, previous, None)


def _fault(row: sa.Row[Any], expected: int, previous: str) -> Sentence | None:
    """What is wrong with a row that should be number `expected`, after the hash `previous`."""
    sentence: Sentence | None = None
    if row.sequence != expected:
        sentence = _("Row %(sequence)s was removed.", sequence=expected)
    elif row.previous_hash is None or row_hash(row, row.previous_hash) != row.hash:
        sentence = _("Row %(sequence)s was changed after it was sealed.", sequence=expected)
    elif row.previous_hash != previous:
        sentence = _(
            "Row %(sequence)s does not follow the one before it: a row was inserted, removed or "
            "moved here.",
            sequence=expected,
        )
    return sentence
