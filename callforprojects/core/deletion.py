"""Drafts that were deleted: out of every page and list at once, gone for good after thirty days."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.clock import now

KEPT_FOR = timedelta(days=30)


class Deletable:
    """A table whose drafts can be deleted, and restored for thirty days."""

    deleted_at: Mapped[datetime | None] = mapped_column(default=None, index=True)

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


def is_kept(table: type[Deletable]) -> sa.ColumnElement[bool]:
    """The condition of every query that could meet a draft: only those that are not deleted."""
    return table.deleted_at.is_(None)


def is_expired(table: type[Deletable], at: datetime) -> sa.ColumnElement[bool]:
    """Deleted more than thirty days before an instant."""
    return table.deleted_at <= at - KEPT_FOR
