"""Reading documents: those of a thing, one of them, its bytes."""

import uuid
from collections.abc import Sequence
from typing import BinaryIO

from sqlalchemy import func, select

from callforprojects.core.database import Model, db
from callforprojects.core.storage import storage
from callforprojects.files.models import File


def files_of(subject: Model) -> Sequence[File]:
    """The documents joined to a thing, in the order in which they came."""
    return db.session.scalars(
        select(File)
        .where(File.subject_kind == str(subject.__tablename__), File.subject_id == subject.id)
        .order_by(File.id)
    ).all()


def file_by_id(file_id: uuid.UUID) -> File | None:
    return db.session.get(File, file_id)


def size_of_all(owner_id: uuid.UUID) -> int:
    """How many bytes the documents of an owner take, all together."""
    total = select(func.coalesce(func.sum(File.size), 0)).where(File.owner_id == owner_id)
    return int(db.session.scalar(total) or 0)


def content_of(file: File) -> BinaryIO:
    """The bytes, to be read and closed. Raises FileNotFoundError if the storage has lost them."""
    return storage().open(file.storage_key)
