"""Keeping and forgetting documents: the bytes follow the fate of the transaction.

What no row has ever named goes at once; what a row has named, a day after it (`files.tasks`).
"""

import io
import logging
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

import sqlalchemy as sa

from callforprojects.core.data.database import READ_ONLY, Model, db
from callforprojects.core.data.formats import filesize
from callforprojects.core.data.transaction import on_rollback, writing_apart
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.storage import (
    StorageFull,
    StorageUnavailable,
    Stored,
    TooLarge,
    delete_each,
    new_storage_key,
    storage,
)
from callforprojects.core.text.errors import DomainError, UnavailableError
from callforprojects.core.text.i18n import _
from callforprojects.files.checks import checked_type, largest_size, refuse_size, too_large
from callforprojects.files.content import FileType, file_type_of
from callforprojects.files.models import File, PendingRemoval
from callforprojects.files.names import clean_name
from callforprojects.files.queries import size_awaiting_removal, size_of_all

logger = logging.getLogger(__name__)
_MOST_AT_ONCE = 20  # no page asks for more; a form with thousands holds nobody up
_IN_ONE_QUERY = 1000
_LEAST_AWAITING_REMOVAL = 10**9  # bytes: a small quota does not end what is corrected in a day


@dataclass(frozen=True, slots=True)
class StorageQuota:
    """Whose documents are counted together, and how many bytes they may take."""

    owner_id: uuid.UUID
    limit: int

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return max(0, self.limit - size_of_all(self.owner_id))

    @property
    def has_removed_much(self) -> bool:
        """Whether what was removed within a day, and is stored until then, weighs as much again."""
        return size_awaiting_removal(self.owner_id) >= max(self.limit, _LEAST_AWAITING_REMOVAL)


@dataclass
class Upload:
    """A document that was sent, under the name that it had there.

    `stored` is what was put in the storage before the turn to write and that no row has taken yet;
    `failure` is why none could be.
    """

    stream: BinaryIO
    name: str
    stored: Stored | None = None
    failure: StorageFull | DomainError | None = None

    @cached_property
    def kind(self) -> FileType | None:
        """The accepted type of its content, looked for once: what was sent decides how long that
        takes. A request looks before its turn to write (`files.receiving`).
        """
        return file_type_of(self.stream)


def store_ahead(uploads: Collection[Upload]) -> None:
    """Put documents in the storage before the turn to write, for `store_file` to find.

    A slow disk or bucket is waited for by whoever sends, and by nobody else. Those that will be
    refused are left out, and so are all when there are too many. Each key is noted first, apart, so
    that a kill leaves no bytes for ever. After the first failure nothing more is asked of a storage
    that may take minutes to say no. Whoever calls removes what is not taken (`remove_untaken`).
    """
    if len(uploads) > _MOST_AT_ONCE:
        for upload in uploads:
            upload.failure = _too_many()
        return
    keys = {new_storage_key(): upload for upload in uploads if _is_acceptable(upload)}
    if not keys:
        return
    _note_removals(keys)
    try:
        for key, upload in keys.items():
            upload.stored = storage().put(upload.stream, limit=largest_size(), key=key)
    except (StorageFull, StorageUnavailable) as error:
        for upload in keys.values():
            upload.failure = None if upload.stored else error


def remove_untaken(uploads: Iterable[Upload]) -> None:
    """Remove what was stored ahead and that no row has taken: it was refused, or sent twice.

    What the storage does not let go is removed a day later.
    """
    keys = []
    for upload in uploads:
        if upload.stored is not None:
            keys.append(upload.stored.key)
            upload.stored = None
    delete_each(keys, storage().delete)


def probe_storage(content: bytes) -> bool:
    """Put a few bytes in the storage, read them and remove them; whether they were the same.

    They are noted first, as those of a document: a kill, or a storage that fails half-way, leaves
    none for ever. Raises StorageUnavailable, StorageFull, FileNotFoundError.
    """
    key = new_storage_key()
    _note_removals([key])
    storage().put(io.BytesIO(content), limit=len(content), key=key)
    with storage().open(key) as file:
        is_same = file.read() == content
    storage().delete(key)
    with writing_apart() as connection:
        connection.execute(sa.delete(PendingRemoval).where(PendingRemoval.storage_key == key))
    return is_same


def store_file(
    upload: Upload, *, subject: Model, by: Visitor, quota: StorageQuota | None = None
) -> File:
    """Keep a document joined to `subject`, which has its identifier already.

    With `quota`, whose owner the caller holds, its size is counted there.

    Raises DomainError when it is empty, too large, of a type that is not accepted, when its name
    says another type than its content, or when the quota is full; UnavailableError when the disk is
    or the storage does not answer. If the transaction is forgotten, so are the bytes.
    """
    cleaned = clean_name(upload.name)
    _refuse_failed(upload, cleaned)
    kind = _checked_type(upload, cleaned)
    if quota is not None:
        _refuse_above_quota(upload.stream, cleaned, quota)
    stored = _stored(upload, cleaned)
    on_rollback(lambda: _remove_unless_named(stored.key))
    file = File(
        storage_key=stored.key,
        name=cleaned,
        content_type=kind.content_type,
        size=stored.size,
        sha256=stored.sha256,
        subject_kind=str(subject.__tablename__),
        subject_id=subject.id,
        owner_id=None if quota is None else quota.owner_id,
        uploaded_by_id=by.id,
    )
    db.session.add(file)
    forget_removals([stored.key])
    db.session.flush()
    return file


def forget_file(file: File) -> None:
    """Remove a document, which takes no place in a quota any more.

    Its bytes go with the sweep, a day later: a backup that was begun before, or a page that sends
    them, still finds them.
    """
    db.session.add(
        PendingRemoval(storage_key=file.storage_key, owner_id=file.owner_id, size=file.size)
    )
    db.session.delete(file)
    db.session.flush()


def forget_removals(keys: Sequence[str]) -> None:
    """Remove these bytes no more: a row names them, or they are gone."""
    for start in range(0, len(keys), _IN_ONE_QUERY):
        batch = keys[start : start + _IN_ONE_QUERY]
        db.session.execute(sa.delete(PendingRemoval).where(PendingRemoval.storage_key.in_(batch)))


def _note_removals(keys: Iterable[str]) -> None:
    """Have these bytes removed a day later, unless a row names them by then."""
    with writing_apart() as connection:
        connection.execute(sa.insert(PendingRemoval), [{"storage_key": key} for key in keys])


def _refuse_failed(upload: Upload, name: str) -> None:
    """Say why it could not be stored before the turn to write."""
    if isinstance(upload.failure, StorageFull):
        raise _storage_full(name) from upload.failure
    if upload.failure is not None:
        raise upload.failure


def _stored(upload: Upload, name: str) -> Stored:
    """The bytes in the storage: put there ahead, for one row, or else now (by a command)."""
    stored, upload.stored = upload.stored, None
    try:
        return stored or storage().put(upload.stream, limit=largest_size())
    except TooLarge as error:
        raise too_large(name) from error
    except StorageFull as error:
        raise _storage_full(name) from error


def _remove_unless_named(key: str) -> None:
    """Remove the bytes of a transaction that is forgotten.

    Whether it is, is asked: a commit whose answer was lost on its way may have been done.
    """
    with db.engine.connect() as connection:
        reader = connection.execution_options(**{READ_ONLY: True})
        is_named = reader.scalar(sa.select(sa.exists().where(File.storage_key == key)))
    if not is_named:
        storage().delete(key)


def _is_acceptable(upload: Upload) -> bool:
    """Whether nothing but the room that is left can refuse a document."""
    try:
        _checked_type(upload, clean_name(upload.name))
    except DomainError:
        return False
    return True


def _refuse_above_quota(stream: BinaryIO, name: str, quota: StorageQuota) -> None:
    if quota.has_removed_much:
        raise DomainError(
            _(
                "Your organisation has replaced or removed so many documents since yesterday that "
                "the file “%(name)s” cannot be taken. Try again tomorrow, or write to %(support)s.",
                name=name,
                support=settings().support_email,
            )
        )
    size, left = stream.seek(0, io.SEEK_END), quota.left
    stream.seek(0)
    if size > left:
        raise DomainError(
            _(
                "The file “%(name)s” takes %(size)s, and your organisation has %(left)s left of "
                "%(limit)s for its documents. Remove some that are no longer needed, or write to "
                "%(support)s.",
                name=name,
                size=filesize(size),
                left=filesize(left),
                limit=filesize(quota.limit),
                support=settings().support_email,
            )
        )


def _too_many() -> DomainError:
    return DomainError(
        _(
            "%(most)s documents at most are taken at a time: nothing of what you have just sent is "
            "saved. What you wrote stays on the page. Send some documents, then the others.",
            most=_MOST_AT_ONCE,
        )
    )


def _storage_full(name: str) -> UnavailableError:
    logger.error("no room for a document")
    return UnavailableError(
        _(
            "The server has no room left for the file “%(name)s”: nothing of what you have just "
            "sent is saved. What you wrote stays on the page, documents have to be chosen again. "
            "Try again in a few minutes, or write to %(address)s.",
            name=name,
            address=settings().support_email,
        )
    )


def _checked_type(upload: Upload, name: str) -> FileType:
    refuse_size(upload.stream, name)
    return checked_type(upload.kind, name)
