"""Who may read a document: whoever may read what it was joined to."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.files.models import File

Reader = Callable[[Visitor, uuid.UUID], bool]

READERS: Final[dict[str, list[Reader]]] = defaultdict(list)


def reader(kind: str) -> Callable[[Reader], Reader]:
    """Register who reads the documents of a kind of thing (the name of its table).

    `@reader("application")` on `f(visitor, application_id) -> bool`; any one that says yes
    suffices. A kind without reader is read by nobody.
    """

    def register(may: Reader) -> Reader:
        READERS[kind].append(may)
        return may

    return register


@rule
def read_file(visitor: Visitor, file: File) -> bool:
    return any(may(visitor, file.subject_id) for may in READERS.get(file.subject_kind, ()))
