"""Who may read a document: whoever may read what it was joined to."""

import uuid
from itertools import chain

from callforprojects.core.data.feature import features
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.files.models import File


def reads_documents_of(visitor: Visitor, kind: str, thing_id: uuid.UUID) -> bool:
    """Whether somebody reads the documents of a thing: one reader that says yes suffices.

    The kind is the name of its table; one without reader is read by nobody.
    """
    readers = (each.readers.items() for each in features())
    return any(
        may(visitor, thing_id)
        for table, may in chain.from_iterable(readers)
        if table.__tablename__ == kind
    )


@rule
def read_file(visitor: Visitor, file: File) -> bool:
    return reads_documents_of(visitor, file.subject_kind, file.subject_id)
