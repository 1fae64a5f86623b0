"""Uploaded documents: what they are, not their bytes."""

import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.data.database import Model


class File(Model):
    """One uploaded document. `subject_kind` and `subject_id` say whose gate guards it.

    `owner_id` says in whose quota it is counted: that of an organisation.
    """

    __tablename__ = "file"
    __table_args__ = (
        Index("ix_file_subject", "subject_kind", "subject_id"),
        Index("ix_file_owner", "owner_id", "size"),
    )

    storage_key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    owner_id: Mapped[uuid.UUID | None]
    uploaded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)


class PendingRemoval(Model):
    """Bytes that no row names: not yet, or not any more. A kill leaves this row, never them alone.

    It comes before the bytes and goes in the transaction that names them, or comes with the one
    that names them no more. What is still there a day later is removed (`files.tasks`): a backup
    that names them, since it was begun before, finds them until then. Requests and `check` do so; a
    demonstration that was killed is built again.

    `owner_id` and `size` are those of the document that was; None when there never was one.
    """

    __tablename__ = "pending_removal"
    __table_args__ = (Index("ix_pending_removal_owner", "owner_id", "size"),)

    storage_key: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[uuid.UUID | None]
    size: Mapped[int | None]
