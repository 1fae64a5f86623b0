"""Drafts that were deleted: out of every page and list at once, gone for good after thirty days."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import features
from callforprojects.core.data.transaction import transaction
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _

if TYPE_CHECKING:
    import uuid

    from callforprojects.core.data.visitors import Visitor

KEPT_FOR = timedelta(days=30)
PURGED_AT_ONCE = 100  # drafts: so that no transaction lasts

D = TypeVar("D", bound="Deletable")


class Deletable:
    """A table whose drafts can be deleted, and restored for thirty days."""

    deleted_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    if TYPE_CHECKING:
        deleted_by_id: Mapped["uuid.UUID | None"]  # each table says of which people

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def restorable_until(self) -> datetime | None:
        """When it goes for good; None when it is not deleted."""
        return None if self.deleted_at is None else self.deleted_at + KEPT_FOR

    @property
    def days_left(self) -> int:
        """How many days, the last one begun included, it can still be restored."""
        until = self.restorable_until
        return 0 if until is None else max((until - now()).days + 1, 0)


def list_to_restore_from(visitor: "Visitor", draft: Deletable) -> str:
    """The endpoint of the list where they can restore this draft; empty when they may not."""
    lists = (
        deleted_list for feature in features() for deleted_list in feature.deleted_drafts.items()
    )
    found = next(deleted_list for table, deleted_list in lists if isinstance(draft, table))
    return found.endpoint if found.may_restore(visitor, draft) else ""


def is_kept(table: type[Deletable]) -> sa.ColumnElement[bool]:
    """The condition of every query that could meet a draft: only those that are not deleted."""
    return table.deleted_at.is_(None)


def mark_deleted(draft: Deletable, *, by: "Visitor") -> None:
    """Take a draft, which is locked, out of every page. Raises ConflictError when it is already."""
    if draft.is_deleted:
        raise ConflictError(_("This draft is deleted already."))
    draft.deleted_at, draft.deleted_by_id = now(), by.id


def mark_restored(draft: Deletable) -> None:
    """Bring a draft, which is locked, back. Raises ConflictError when it is not deleted."""
    if not draft.is_deleted:
        raise ConflictError(_("This draft is restored already."))
    draft.deleted_at = draft.deleted_by_id = None


def expired_drafts(table: type[D], at: datetime) -> Sequence[D]:
    """The first of those that were deleted thirty days before an instant, to be removed for good.

    They are `PURGED_AT_ONCE` at most, and drafts: the tables let nothing else be deleted. They are
    held until the commit; one that somebody is restoring is left to them.
    """
    return db.session.scalars(
        sa.select(table)
        .where(table.deleted_at <= at - KEPT_FOR)
        .order_by(table.deleted_at)
        .limit(PURGED_AT_ONCE)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def purge_all(purge: Callable[[datetime], int]) -> None:
    """Run `purge`, which gives how many drafts it has removed, as long as there may be more."""
    removed = PURGED_AT_ONCE
    while removed == PURGED_AT_ONCE:
        with transaction():
            removed = purge(now())
