"""Reading documents: those of a thing, one of them, its bytes."""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import BinaryIO

from sqlalchemy import func, select

from callforprojects.core.data.database import Model, db
from callforprojects.core.data.feature import features
from callforprojects.core.data.transaction import reading
from callforprojects.core.outside.storage import Damaged, storage
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.files.models import File, PendingRemoval

logger = logging.getLogger(__name__)


class DocumentLost(DomainError):
    """The row of a document is there, its bytes are not."""

    status = 410
    page = "lost_document"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "The file “%(name)s” can no longer be read: it is missing or damaged on the server."
                " The administrators of the site see it in their log.",
                name=name,
            )
        )


def document_owner(file: File) -> Model | None:
    """What a document was joined to, with what its readers ask of it; None when nobody reads it."""
    finders = (feature.document_owners.items() for feature in features())
    of_kind = (
        find
        for table, find in chain.from_iterable(finders)
        if table.__tablename__ == file.subject_kind
    )
    find = next(of_kind, None)
    return None if find is None else find(file.subject_id)


def files_of(subject: Model) -> Sequence[File]:
    """The documents joined to a thing, in the order in which they came."""
    return db.session.scalars(
        select(File)
        .where(File.subject_kind == str(subject.__tablename__), File.subject_id == subject.id)
        .order_by(File.id)
    ).all()


def size_of_all(owner_id: uuid.UUID) -> int:
    """How many bytes the documents of an owner take, all together."""
    total = select(func.coalesce(func.sum(File.size), 0)).where(File.owner_id == owner_id)
    return int(db.session.scalar(total) or 0)


def size_awaiting_removal(owner_id: uuid.UUID) -> int:
    """How many bytes of an owner's documents are still stored, though no row names them now."""
    total = select(func.coalesce(func.sum(PendingRemoval.size), 0))
    return int(db.session.scalar(total.where(PendingRemoval.owner_id == owner_id)) or 0)


def stored_content(file: File) -> BinaryIO:
    """The bytes, to be read and closed.

    Raises DocumentLost when the storage has lost them or a part of them, StorageUnavailable when
    it does not answer.
    """
    try:
        return storage().open(file.storage_key, size=file.size)
    except (FileNotFoundError, Damaged) as error:
        logger.error(  # noqa: TRY400  # the trace says nothing of how they were lost
            "a document is lost",
            extra={"key": file.storage_key, "file_id": str(file.id), "kind": type(error).__name__},
        )
        raise DocumentLost(file.name) from error


def lost_documents() -> list[str]:
    """The keys of all documents whose bytes are not in the storage, or not all, oldest first.

    Raises StorageUnavailable. What arrives meanwhile is not lost, since the storage is asked after
    the database; nor is what is removed meanwhile, since its bytes go a day after its row.
    """
    with reading():
        named = db.session.execute(select(File.storage_key, File.size).order_by(File.id)).all()
    sizes = storage().sizes()
    return [row.storage_key for row in named if sizes.get(row.storage_key) != row.size]


def pending_removals(before: datetime) -> Sequence[str]:
    """The keys of the bytes that no row names since before an instant."""
    is_named = select(File.id).where(File.storage_key == PendingRemoval.storage_key).exists()
    waiting = select(PendingRemoval.storage_key).where(PendingRemoval.created_at < before)
    return db.session.scalars(waiting.where(~is_named)).all()
