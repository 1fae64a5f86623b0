"""Rows that are never changed: what corrects one takes its place, and the former stays."""

from collections.abc import Collection, Sequence

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, db
from callforprojects.selection.models import Act, Decision


def says_the_same(former: Model, row: Model, names: Collection[str]) -> bool:
    """Whether two rows agree on some columns: then nothing has to be written."""
    return all(getattr(former, name) == getattr(row, name) for name in names)


def supersede(pairs: Sequence[tuple[Decision, Decision]]) -> None:
    """Write new decisions, each in the place of its former one.

    The former end first: the schema has one live decision for a file.
    """
    at = now()
    for former, _new in pairs:
        former.superseded_at = at
    db.session.flush()
    for former, new in pairs:
        new.supersedes_id, new.version = former.id, former.version + 1
        db.session.add(new)


def succeed(former: Act | None, act: Act) -> None:
    """Write an act that is current from now on."""
    if former is not None:
        former.current_until = now()
        db.session.flush()
    db.session.add(act)
