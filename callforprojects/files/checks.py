"""What a document must be to be taken: neither empty nor too large, of the type that it names."""

import os
from typing import BinaryIO

from callforprojects.core.outside.settings import settings
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.files.content import EXTENSIONS, TYPES, FileType
from callforprojects.files.names import extension_of

_MEGABYTE = 1024 * 1024


def largest_size() -> int:
    """How many bytes a document may have."""
    return settings().upload_limit_mb * _MEGABYTE


def refuse_size(stream: BinaryIO, name: str) -> None:
    """Raises DomainError when the document is empty or too large."""
    stream.seek(0, os.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    if size == 0:
        raise DomainError(_("The file “%(name)s” is empty.", name=name))
    if size > largest_size():
        raise too_large(name)


def too_large(name: str) -> DomainError:
    """The sentence that refuses it."""
    return DomainError(
        _(
            "The file “%(name)s” is too large: %(limit)s MB at most.",
            name=name,
            limit=settings().upload_limit_mb,
        )
    )


def checked_type(kind: FileType | None, name: str) -> FileType:
    """The type of a content, accepted and not contradicted by the name. Raises DomainError."""
    extension = extension_of(name)
    if kind is None and extension in EXTENSIONS:
        raise DomainError(
            _(
                "The file “%(name)s” cannot be read as a document of type %(extension)s. "
                "It may be damaged, protected by a password, or of another type.",
                name=name,
                extension=extension.upper(),
            )
        )
    if kind is None:
        raise DomainError(
            _(
                "The type of the file “%(name)s” is not accepted. Accepted types: %(types)s.",
                name=name,
                types=", ".join(TYPES).upper(),
            )
        )
    if extension not in kind.extensions:
        raise DomainError(
            _(
                "The name of the file “%(name)s” does not agree with its content, "
                "which is of type %(type)s.",
                name=name,
                type=kind.extensions[0],
            )
        )
    return kind
