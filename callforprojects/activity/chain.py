"""The hash chain of the activity: every row is sealed in the transaction that writes it.

Just before a commit, the rows that the transaction has written take their places at the end of the
chain: each gets a number, the hash of the row before it, and its own: an HMAC-SHA256 (RFC 2104) of
all its facts and of the hash before it, under a key that is not in the database. The end of the
chain, the *head*, is signed by the same key. So whoever writes in the database without the key can
neither change, insert, move nor remove a row without its being seen (`verification.verify`), nor
cut the chain, but where it ended once: a former head that was kept is signed, and only a hash noted
since tells (`noted_hash`). An older database, whose rows carry a plain SHA-256, keeps them: the
first keyed row covers them all by the hash before it.

The head is the last lock of all, held for the time of a commit.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, Session, SessionTransaction, object_session

from callforprojects.activity.models import FIRST_LINK, Activity, ActivityHead
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import READ_ONLY, db
from callforprojects.core.data.people import IS_ANYBODY_THERE
from callforprojects.core.outside.settings import settings

HEAD_ID = uuid.UUID(int=1)
ROWS = Activity.metadata.tables[Activity.__tablename__]
_LOCK = 0x4143_5449  # any number, the same for all writers
_WRITTEN = "activity_written"


def row_hash(row: sa.Row[Any], previous: str, *, key: str | None) -> str:
    """The hash, in hexadecimal, of a row's facts and of the hash before it.

    The facts are a canonical JSON: sorted keys, no spaces, instants in UTC to the microsecond.
    The sequence is not among them: a row's place is what the hash before it says. Without a `key`
    it is the plain SHA-256 of rows sealed before there was one.
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
    return _hash_of(facts, key)


def head_signature(head: "ActivityHead | sa.Row[Any]", *, key: str) -> str:
    """The HMAC of what the end of the chain says."""
    touched_at = None if head.touched_at is None else _instant(head.touched_at)
    facts = {
        "head": [head.sequence, head.hash],
        "keyed_from": head.keyed_from,
        "touched_at": touched_at,
    }
    return _hash_of(facts, key)


def is_signed(head: "ActivityHead | sa.Row[Any]", *, key: str) -> bool:
    """Whether the end of the chain is what the program wrote last."""
    return hmac.compare_digest(head.signature or "", head_signature(head, key=key))


def key_older_rows(session: Session) -> int:
    """Put a database of before the key under it; how many rows were not sealed yet.

    For the upgrade that brings the key, and no other: later, rows that are not under it were
    rewritten. Runs in the transaction of the session.
    """
    session.flush()
    _wait_for_other_writers(session)
    head = session.get(ActivityHead, HEAD_ID, populate_existing=True)
    if head is not None and head.keyed_from is not None:
        return 0
    rows = session.execute(_IN_TIME.where(ROWS.c.sequence.is_(None))).all()
    if head is None and not rows:
        return 0
    _append(session, head or _new_head(session), rows)
    session.flush()
    return len(rows)


@event.listens_for(Activity, "after_insert")
def _note_written(_mapper: Mapper[Activity], _connection: Connection, row: Activity) -> None:
    session = object_session(row)
    if session is not None:
        session.info.setdefault(_WRITTEN, []).append(row.id)


@event.listens_for(db.session, "before_commit")
def _seal_what_was_written(session: Session) -> None:
    """The last thing that a transaction does. A savepoint is no end of it."""
    if session.in_nested_transaction():
        return
    session.flush()
    if written := session.info.pop(_WRITTEN, None):
        head, rows = _head_and_rows(session, written)
        _append(session, head, rows)


@event.listens_for(db.session, "after_soft_rollback")
def _forget_what_was_written(session: Session, ended: SessionTransaction) -> None:
    """What a savepoint has undone is looked for in vain at the commit: that does no harm."""
    if ended.parent is None:
        session.info.pop(_WRITTEN, None)


def _wait_for_other_writers(session: Session) -> None:
    """One end of the chain at a time: SQLite has one writer, PostgreSQL a lock until the commit."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _head_and_rows(
    session: Session, written: Collection[uuid.UUID]
) -> tuple[ActivityHead, Sequence[sa.Row[Any]]]:
    """The end of the chain, locked until the commit, and what is to follow it: in one question.

    An end that somebody else has written goes on, and so does a chain that begins where people are
    already: both are marked for ever.
    """
    found = _locked_with_rows(session, written)
    if not found:  # the first of a chain: whoever waits for it finds it
        _wait_for_other_writers(session)
        found = _locked_with_rows(session, written)
    if found:
        head = found[0].ActivityHead
        is_ours = is_signed(head, key=settings().activity_key)
    else:
        head = _new_head(session)
        found = session.execute(_IN_TIME.where(ROWS.c.id.in_(written))).all()
        is_ours = head.sequence == 0 and not _had_people()
    if not is_ours and head.touched_at is None:
        head.touched_at = now()
    return head, found


def _locked_with_rows(session: Session, written: Collection[uuid.UUID]) -> Sequence[sa.Row[Any]]:
    """The rows, each with the end of the chain; nothing when there is no end."""
    return session.execute(
        _IN_TIME.add_columns(ActivityHead)
        .join(ActivityHead, ActivityHead.id == HEAD_ID)
        .where(ROWS.c.id.in_(written))
        .with_for_update(of=ActivityHead)
        .execution_options(populate_existing=True)
    ).all()


def _new_head(session: Session) -> ActivityHead:
    """The beginning of a chain, or the end of one whose head is gone."""
    last = session.execute(
        sa.select(ROWS.c.sequence, ROWS.c.hash)
        .where(ROWS.c.sequence.is_not(None))
        .order_by(ROWS.c.sequence.desc())
        .limit(1)
    ).one_or_none()
    sequence, link = (0, FIRST_LINK) if last is None else (last.sequence, last.hash)
    head = ActivityHead(id=HEAD_ID, sequence=sequence, hash=link, keyed_from=1)
    session.add(head)
    return head


def _had_people() -> bool:
    """Whether anybody had an account before this transaction: another connection sees only those.

    The first account is recorded in the transaction that makes it, so a chain begins with it.
    """
    with db.engine.connect() as connection:
        reader = connection.execution_options(**{READ_ONLY: True})
        return bool(reader.scalar(IS_ANYBODY_THERE))


def _append(session: Session, head: ActivityHead, rows: Sequence[sa.Row[Any]]) -> None:
    """Seal these rows after the present end, in their order, and sign the new end."""
    key = settings().activity_key
    head.keyed_from = head.keyed_from or head.sequence + 1
    sealed = []
    for row in rows:
        previous, head.sequence = head.hash, head.sequence + 1
        head.hash = row_hash(row, previous, key=key)
        sealed.append(
            {
                "row_id": row.id,
                "as_it_was": row.updated_at,
                "number": head.sequence,
                "before": previous,
                "own": head.hash,
            }
        )
    if sealed:
        session.connection().execute(_SEALING, sealed)
    head.signature = head_signature(head, key=key)


_IN_TIME = sa.select(ROWS).order_by(ROWS.c.at, ROWS.c.id)
_SEALING = (
    sa.update(ROWS)
    .where(ROWS.c.id == sa.bindparam("row_id"))
    .values(
        sequence=sa.bindparam("number"),
        previous_hash=sa.bindparam("before"),
        hash=sa.bindparam("own"),
        updated_at=sa.bindparam("as_it_was"),
    )
)


def _hash_of(facts: dict[str, Any], key: str | None) -> str:
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if key is None:
        return hashlib.sha256(text.encode()).hexdigest()
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
